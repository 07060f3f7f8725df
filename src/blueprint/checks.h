#pragma once
// For this room only: checks that look across files. Each assumes nothing of the others and adds to the report what it finds.

#include <fmt/core.h>

#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "blueprint/content.h"
#include "blueprint/report.h"

namespace kireise::blueprint {

void check_framework(const Content& content, Report& report);
void check_questions(const Content& content, Report& report);
void check_courses(const Content& content, Report& report);
void check_guideline(const Content& content, Report& report);
void check_method(const Content& content, Report& report);
void check_usecases(const Content& content, Report& report);
void check_models(const Content& content, Report& report);
void check_law(const Content& content, Report& report);
void check_journey(const Content& content, Report& report);

// A reference at a pointer of the document `owner` to a T with this id.
template <class T>
void check_reference(const Content& content, Report& report, std::string_view owner, const std::string& pointer, std::string_view id) {
    if (content.find<T>(id) != nullptr || report.is_broken(id)) return;
    if (std::is_same_v<T, Competence> && report.any_broken(Kind::area)) return;
    report.at(owner, pointer, fmt::format("There is no {}; name one that exists.", id));
}

template <class T>
void check_references(const Content& content, Report& report, std::string_view owner, const std::string& pointer,
                      const std::vector<std::string>& ids) {
    for (std::size_t i = 0; i < ids.size(); ++i) check_reference<T>(content, report, owner, fmt::format("{}/{}", pointer, i), ids[i]);
}

// The values' ids within one list of the document `owner`; id(value) gives them.
template <class Values, class Id>
void check_unique(Report& report, std::string_view owner, std::string_view pointer, const Values& values, Id id) {
    std::set<std::string> seen;
    std::size_t i = 0;
    for (const auto& value : values) {
        const std::string text(std::invoke(id, value));
        if (!seen.insert(text).second)
            report.at(owner, fmt::format("{}/{}", pointer, i), fmt::format("{} stands here twice; keep one.", text));
        ++i;
    }
}

// Competences named as keys of a map at the pointer.
void check_levels(const Content& content, Report& report, std::string_view owner, const std::string& pointer, const Levels& levels);

}  // namespace kireise::blueprint
