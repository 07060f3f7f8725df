#include <algorithm>

#include "blueprint/checks.h"
#include "blueprint/schema_sentences.h"

namespace kireise::blueprint {
namespace {

template <class Texts, class Member, class Values>
void check_complete(Report& report, std::string_view owner, std::string_view pointer, const Texts& texts, Member member,
                    const Values& values) {
    for (const auto& value : values) {
        const auto count = std::ranges::count(texts, value, member);
        if (count == 1) continue;
        report.at(owner, pointer, fmt::format("{} must stand here exactly once.", value));
    }
}

void check_vocabulary(const Content& content, Report& report) {
    const auto& vocabulary = content.vocabulary;
    if (vocabulary.id.empty()) return;
    std::vector<std::string_view> classes;
    std::vector<std::string_view> locations;
    for (const auto value : data_classes) classes.push_back(to_id(value));
    for (const auto value : engine_locations) locations.push_back(to_id(value));
    check_complete(
        report, vocabulary.id, "/data_classes", vocabulary.data_classes, [](const auto& text) { return to_id(text.id); }, classes);
    check_complete(
        report, vocabulary.id, "/engine_locations", vocabulary.engine_locations, [](const auto& text) { return to_id(text.id); },
        locations);
    for (std::size_t i = 0; i < vocabulary.data_classes.size(); ++i) {
        check_references<Law>(content, report, vocabulary.id, fmt::format("/data_classes/{}/law", i), vocabulary.data_classes[i].law);
    }
    for (Level level = lowest_level; level <= highest_level; ++level) {
        const auto at = static_cast<std::size_t>(level);
        if (at >= vocabulary.levels.size() || vocabulary.levels[at].level != level) {
            report.at(vocabulary.id, "/levels",
                      fmt::format("The entry {} must be level {}: the levels 0 to 4 stand in this order.", level + 1, level));
        }
        if (at >= vocabulary.scale.size() || vocabulary.scale[at].value != level) {
            report.at(vocabulary.id, "/scale",
                      fmt::format("The entry {} must have the value {}: 0 to 4 stand in this order.", level + 1, level));
        }
    }
}

void check_profile(const Content& content, Report& report, const Profile& profile) {
    check_levels(content, report, profile.id, "/targets", profile.targets);
    for (const auto& competence : content.all<Competence>()) {
        if (!profile.targets.contains(competence.id))
            report.at(profile.id, "/targets", fmt::format("The target for {} is missing.", competence.id));
    }
}

template <class T>
void check_orders(const Content& content, Report& report) {
    std::set<int> seen;
    for (const auto& value : content.all<T>()) {
        if (!seen.insert(value.order).second) report.at(value.id, "/order", fmt::format("Another file has the order {} too.", value.order));
    }
}

}  // namespace

void check_levels(const Content& content, Report& report, std::string_view owner, const std::string& pointer, const Levels& levels) {
    for (const auto& [competence, level] : levels) {
        check_reference<Competence>(content, report, owner, pointer + "/" + pointer_token(competence), competence);
        if (level < lowest_level || level > highest_level) {
            report.at(owner, pointer + "/" + pointer_token(competence), fmt::format("A level is 0 to 4, not {}.", level));
        }
    }
}

void check_framework(const Content& content, Report& report) {
    check_vocabulary(content, report);
    check_orders<Area>(content, report);
    check_orders<Profile>(content, report);
    for (const auto& profile : content.all<Profile>()) check_profile(content, report, profile);
}

}  // namespace kireise::blueprint
