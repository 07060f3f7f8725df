#pragma once
// The learning path: which courses close the gaps between what a person can do and the target of the role profile, in the least time.
// Courses keep the rules of the content check: prerequisites exist and never lead back to the course.

#include <set>
#include <string>
#include <vector>

#include "blueprint/content.h"

namespace kireise::learning {

using CourseIds = std::set<std::string, std::less<>>;

struct Gap {
    std::string competence;
    blueprint::Level level = 0;  // now: < target
    blueprint::Level target = 0;

    friend bool operator==(const Gap&, const Gap&) = default;
};

// In the order of the framework. Competences that `levels` does not name were not measured and are not judged.
[[nodiscard]] std::vector<Gap> gaps(const blueprint::Content& content, const blueprint::Profile& profile, const blueprint::Levels& levels);

// The levels after these courses: a course lifts the measured competences that it teaches, and never lowers one.
[[nodiscard]] blueprint::Levels raised(blueprint::Levels levels, const std::vector<blueprint::Course>& courses, const CourseIds& completed);

struct Closing {
    std::string competence;
    blueprint::Level from = 0;
    blueprint::Level to = 0;  // at most the target

    friend bool operator==(const Closing&, const Closing&) = default;
};

struct Step {
    const blueprint::Course* course = nullptr;  // in the given courses
    std::vector<Closing> closes;                // when the steps are taken in order; may be empty for a prerequisite
    std::vector<std::string> needed_for;        // later courses of the path that have it as prerequisite
};

struct Path {
    std::vector<Step> steps;  // a course comes after its prerequisites
    int minutes = 0;
    std::vector<Gap> remaining;  // what no course closes; `level` is the one reached at the end of the path
    bool shortest = true;        // false: the search gave up at its limit, a shorter path may exist
};

// Search nodes; with up to 20 courses that matter the limit is never reached.
inline constexpr int search_limit = 2'000'000;

// Closes as many level steps as all courses together could, in the fewest minutes, with the fewest courses among equals. Completed
// courses cost nothing, are left out and count as prerequisites; what they teach should be in the gaps already (raised()).
[[nodiscard]] Path shortest_path(const std::vector<blueprint::Course>& courses, const std::vector<Gap>& gaps,
                                 const CourseIds& completed = {}, int limit = search_limit);

}  // namespace kireise::learning
