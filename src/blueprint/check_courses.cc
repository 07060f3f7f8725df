#include <algorithm>

#include "blueprint/checks.h"

namespace kireise::blueprint {
namespace {

void check_minutes(Report& report, const Course& course) {
    int sum = course.quiz.minutes;
    for (const auto& section : course.sections) sum += section.minutes;
    if (sum != course.minutes) {
        report.at(course.id, "/minutes", fmt::format("The sections and the quiz take {} minutes together, not {}.", sum, course.minutes));
    }
}

void check_blocks(Report& report, const Course& course) {
    for (std::size_t i = 0; i < course.sections.size(); ++i) {
        const bool has_variant =
            std::ranges::any_of(course.sections[i].blocks, [](const Block& block) { return block.kind == BlockKind::variant; });
        if (has_variant)
            report.at(course.id, fmt::format("/sections/{}/file", i), "A section has no ::: variant; that belongs to clauses.");
    }
}

// True when `goal` is reached from `id` by prerequisites.
bool leads_to(const Content& content, const std::string& id, std::string_view goal, std::set<std::string>& visited) {
    if (!visited.insert(id).second) return false;
    const auto* course = content.find<Course>(id);
    if (course == nullptr) return false;
    return std::ranges::any_of(course->prerequisites,
                               [&](const std::string& next) { return next == goal || leads_to(content, next, goal, visited); });
}

void check_course(const Content& content, Report& report, const Course& course) {
    check_minutes(report, course);
    check_blocks(report, course);
    check_references<Profile>(content, report, course.id, "/audience", course.audience);
    check_levels(content, report, course.id, "/competences", course.competences);
    check_references<Course>(content, report, course.id, "/prerequisites", course.prerequisites);
    check_unique(report, course.id, "/sections", course.sections, &Section::file);
    std::set<std::string> visited;
    if (leads_to(content, course.id, course.id, visited)) {
        report.at(course.id, "/prerequisites", "The prerequisites lead back to this course; nobody could begin.");
    }
}

}  // namespace

void check_courses(const Content& content, Report& report) {
    for (const auto& course : content.all<Course>()) check_course(content, report, course);
    for (const auto& pass : content.all<Pass>()) {
        check_references<Course>(content, report, pass.id, "/courses", pass.courses);
        check_unique(report, pass.id, "/courses", pass.courses, std::identity{});
    }
}

}  // namespace kireise::blueprint
