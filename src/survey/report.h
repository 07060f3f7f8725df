#pragma once
// What a closed wave shows, and what it withholds. No figure rests on fewer than `report_threshold` people:
// - levels of an area: neighbouring levels are merged until every group is large enough; no mean is given, since it would undo the merging;
// - gaps by profile: profiles with too few people are put together, and if they are still too few, the smallest of the others joins them,
//   so that nothing can be found by subtracting from the total. Means are rounded to half levels for the same reason.
// The tables are computed once for all readers; nobody chooses filters. (Not covered: that all people of a large group are at one level.)

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "survey/answers.h"
#include "survey/scoring.h"

namespace kireise::survey {

inline constexpr int report_threshold = 7;  // people

struct AnswerSet {
    std::string profile;
    Answers answers;
};

struct LevelGroup {  // people whose measured level lies in lowest..highest
    blueprint::Level lowest = 0;
    blueprint::Level highest = 0;
    int people = 0;
};

struct AreaLevels {
    std::string area;
    std::vector<LevelGroup> groups;  // cover 0..3, ascending
};

struct ProfileGaps {
    std::vector<std::string> profiles;  // one, or several that were put together
    int people = 0;
    std::map<std::string, double, std::less<>> mean_gap;  // area -> levels below the area's target, on the mean, in steps of 0.5
};

struct Report {
    int answers = 0;
    std::vector<AreaLevels> levels;  // empty when there are fewer answers than the threshold
    std::vector<ProfileGaps> gaps;   // largest group first, profiles that were put together last
};

[[nodiscard]] Report make_report(const blueprint::Content& content, const Questionnaire& questionnaire,
                                 const std::vector<AnswerSet>& answers, int threshold = report_threshold);

// counts[i] people at level i. One group with everybody when there is no other way.
[[nodiscard]] std::vector<LevelGroup> merge_levels(const std::vector<int>& counts, int threshold);

// Groups of profiles that together cover all people of `counts`; the last may hold several profiles. Empty when everybody is below the
// threshold.
[[nodiscard]] std::vector<std::pair<std::vector<std::string>, int>> merge_profiles(const std::map<std::string, int, std::less<>>& counts,
                                                                                   int threshold);

}  // namespace kireise::survey
