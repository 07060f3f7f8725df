#include "survey/report.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kireise::survey {
namespace {

struct Scored {
    std::string profile;
    std::vector<AreaScore> areas;
};

AreaLevels area_levels(const std::string& area, std::size_t index, const std::vector<Scored>& people, int threshold) {
    std::vector<int> counts(top_measured_level + 1, 0);
    for (const auto& person : people) counts.at(static_cast<std::size_t>(person.areas.at(index).measured)) += 1;
    return {area, merge_levels(counts, threshold)};
}

double half_steps(double value) { return std::round(value * 2) / 2; }

double mean_gap(const blueprint::Content& content, const std::string& area_id, std::size_t index, const std::vector<const Scored*>& group) {
    const auto* area = content.find<blueprint::Area>(area_id);
    double sum = 0;
    for (const auto* person : group) {
        const auto* profile = content.find<blueprint::Profile>(person->profile);
        if (area == nullptr || profile == nullptr) continue;
        sum += std::max(0, area_target(*area, *profile) - person->areas.at(index).measured);
    }
    return half_steps(sum / static_cast<double>(group.size()));
}

}  // namespace

std::vector<LevelGroup> merge_levels(const std::vector<int>& counts, int threshold) {
    std::vector<LevelGroup> groups;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        groups.push_back({static_cast<blueprint::Level>(i), static_cast<blueprint::Level>(i), counts[i]});
    }
    while (groups.size() > 1) {
        const auto smallest = std::ranges::min_element(groups, {}, &LevelGroup::people);
        if (smallest->people >= threshold) break;
        const bool is_first = smallest == groups.begin();
        const bool is_last = smallest + 1 == groups.end();
        const bool downwards = !is_first && (is_last || (smallest - 1)->people <= (smallest + 1)->people);
        const auto lower = downwards ? smallest - 1 : smallest;
        lower->highest = (lower + 1)->highest;
        lower->people += (lower + 1)->people;
        groups.erase(lower + 1);
    }
    return groups;
}

std::vector<std::pair<std::vector<std::string>, int>> merge_profiles(const std::map<std::string, int, std::less<>>& counts, int threshold) {
    std::vector<std::pair<std::string, int>> open(counts.begin(), counts.end());
    std::erase_if(open, [](const auto& entry) { return entry.second == 0; });
    std::ranges::stable_sort(open, std::ranges::greater{}, &std::pair<std::string, int>::second);
    std::vector<std::string> together;
    int people = 0;
    while (!open.empty() && (open.back().second < threshold || (people > 0 && people < threshold))) {
        together.push_back(open.back().first);
        people += open.back().second;
        open.pop_back();
    }
    std::vector<std::pair<std::vector<std::string>, int>> out;
    for (auto& [profile, count] : open) out.push_back({{std::move(profile)}, count});
    if (people >= threshold) {
        std::ranges::sort(together);
        out.emplace_back(std::move(together), people);
    }
    return out;
}

Report make_report(const blueprint::Content& content, const Questionnaire& questionnaire, const std::vector<AnswerSet>& answers,
                   int threshold) {
    Report report{.answers = static_cast<int>(answers.size())};
    if (report.answers < threshold) return report;

    std::vector<Scored> people;
    std::map<std::string, int, std::less<>> counts;
    for (const auto& set : answers) {
        people.push_back({set.profile, score(questionnaire, set.answers)});
        counts[set.profile] += 1;
    }
    for (std::size_t i = 0; i < questionnaire.areas.size(); ++i) {
        report.levels.push_back(area_levels(questionnaire.areas[i], i, people, threshold));
    }
    for (auto& [profiles, count] : merge_profiles(counts, threshold)) {
        std::vector<const Scored*> group;
        for (const auto& person : people) {
            if (std::ranges::find(profiles, person.profile) != profiles.end()) group.push_back(&person);
        }
        ProfileGaps row{.profiles = std::move(profiles), .people = count};
        for (std::size_t i = 0; i < questionnaire.areas.size(); ++i) {
            row.mean_gap[questionnaire.areas[i]] = mean_gap(content, questionnaire.areas[i], i, group);
        }
        report.gaps.push_back(std::move(row));
    }
    return report;
}

}  // namespace kireise::survey
