#include "learning/path.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>

namespace kireise::learning {
namespace {

using blueprint::Course;
using testing::ElementsAre;
using testing::IsEmpty;

Course course(const std::string& name, int minutes, blueprint::Levels competences, std::vector<std::string> prerequisites = {}) {
    Course out;
    out.id = name;
    out.minutes = minutes;
    out.competences = std::move(competences);
    out.prerequisites = std::move(prerequisites);
    return out;
}

std::vector<std::string> names(const Path& path) {
    std::vector<std::string> out;
    for (const auto& step : path.steps) out.push_back(step.course->id);
    return out;
}

TEST(ShortestPath, NothingToCloseNeedsNoCourse) {
    const auto path = shortest_path({course("a", 20, {{"x", 1}})}, {});
    EXPECT_THAT(path.steps, IsEmpty());
    EXPECT_EQ(path.minutes, 0);
    EXPECT_TRUE(path.shortest);
}

TEST(ShortestPath, TakesOneCourseForTwoGapsWhenThatIsShorter) {
    const std::vector<Course> courses{course("only-x", 15, {{"x", 1}}), course("only-y", 15, {{"y", 1}}),
                                      course("both", 25, {{"x", 1}, {"y", 1}})};
    EXPECT_THAT(names(shortest_path(courses, {{"x", 0, 1}, {"y", 0, 1}})), ElementsAre("both"));
    EXPECT_THAT(names(shortest_path(courses, {{"x", 0, 1}})), ElementsAre("only-x"));
}

TEST(ShortestPath, PutsPrerequisitesFirstAndSaysWhy) {
    const std::vector<Course> courses{course("advanced", 20, {{"x", 2}}, {"basics"}), course("basics", 20, {{"y", 1}})};
    const auto path = shortest_path(courses, {{"x", 1, 3}});
    ASSERT_THAT(names(path), ElementsAre("basics", "advanced"));
    EXPECT_EQ(path.minutes, 40);
    EXPECT_THAT(path.steps[0].closes, IsEmpty());
    EXPECT_THAT(path.steps[0].needed_for, ElementsAre("advanced"));
    EXPECT_THAT(path.steps[1].closes, ElementsAre(Closing{"x", 1, 2}));
    EXPECT_THAT(path.remaining, ElementsAre(Gap{"x", 2, 3})) << "no course reaches level 3";
}

TEST(ShortestPath, CountsThePriceOfPrerequisites) {
    const std::vector<Course> courses{course("short", 15, {{"x", 1}}, {"long"}), course("long", 30, {}), course("alone", 40, {{"x", 1}})};
    EXPECT_THAT(names(shortest_path(courses, {{"x", 0, 1}})), ElementsAre("alone"));
    EXPECT_THAT(names(shortest_path(courses, {{"x", 0, 1}}, {"long"})), ElementsAre("short")) << "what is completed costs nothing";
}

TEST(ShortestPath, NeverCountsMoreThanTheTarget) {
    const std::vector<Course> courses{course("deep", 30, {{"x", 3}}), course("flat", 15, {{"x", 1}})};
    const auto path = shortest_path(courses, {{"x", 0, 1}});
    EXPECT_THAT(names(path), ElementsAre("flat"));
    EXPECT_THAT(path.steps[0].closes, ElementsAre(Closing{"x", 0, 1}));
}

TEST(ShortestPath, SaysWhenItGaveUp) {
    std::vector<Course> courses;
    std::vector<Gap> gaps;
    for (int i = 0; i < 6; ++i) {
        gaps.push_back({std::to_string(i), 0, 1});
        courses.push_back(course("a" + std::to_string(i), 20, {{std::to_string(i), 1}, {std::to_string((i + 1) % 6), 1}}));
    }
    EXPECT_FALSE(shortest_path(courses, gaps, {}, 3).shortest);
    EXPECT_TRUE(shortest_path(courses, gaps).shortest);
}

TEST(Raised, LiftsMeasuredCompetencesOnly) {
    const std::vector<Course> courses{course("a", 20, {{"x", 2}, {"y", 1}, {"z", 1}}), course("b", 20, {{"x", 3}})};
    EXPECT_EQ(raised({{"x", 1}, {"y", 3}}, courses, {"a"}), (blueprint::Levels{{"x", 2}, {"y", 3}}));
}

struct Case {
    std::vector<Course> courses;
    std::vector<Gap> gaps;
    CourseIds completed;
};

Case random_case() {
    Case out;
    const auto number = [](int low, int high) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high + 1)); };
    const int competences = number(2, 4);
    for (int i = 0; i < competences; ++i) {
        const int level = number(0, 2);
        if (number(0, 3) > 0) out.gaps.push_back({"c" + std::to_string(i), level, level + number(1, 3)});
    }
    const int count = number(0, 9);
    for (int i = 0; i < count; ++i) {
        auto one = course("k" + std::to_string(i), number(1, 6), {});
        one.level = number(1, 3);
        for (int c = 0; c < competences; ++c) {
            if (number(0, 2) == 0) one.competences["c" + std::to_string(c)] = number(1, 4);
        }
        for (int p = 0; p < i; ++p) {
            if (number(0, 4) == 0) one.prerequisites.push_back("k" + std::to_string(p));
        }
        if (number(0, 6) == 0) out.completed.insert(one.id);
        out.courses.push_back(std::move(one));
    }
    return out;
}

struct Score {
    int closed = 0, minutes = 0, courses = 0;
    auto operator<=>(const Score&) const = default;
};

// More closed is better, then fewer minutes, then fewer courses.
bool better(const Score& a, const Score& b) {
    return std::tuple(-a.closed, a.minutes, a.courses) < std::tuple(-b.closed, b.minutes, b.courses);
}

std::optional<Score> score(const Case& example, const std::vector<const Course*>& chosen) {
    CourseIds have = example.completed;
    for (const auto* one : chosen) have.insert(one->id);
    Score out{.courses = static_cast<int>(chosen.size())};
    for (const auto* one : chosen) {
        if (example.completed.contains(one->id)) return std::nullopt;
        for (const auto& id : one->prerequisites) {
            if (!have.contains(id)) return std::nullopt;
        }
        out.minutes += one->minutes;
    }
    for (const auto& gap : example.gaps) {
        int reached = gap.level;
        for (const auto* one : chosen) {
            const auto found = one->competences.find(gap.competence);
            if (found != one->competences.end()) reached = std::max(reached, std::min(gap.target, found->second));
        }
        out.closed += reached - gap.level;
    }
    return out;
}

void agrees_with_trying_every_subset(const Case& example) {
    std::optional<Score> best;
    for (unsigned subset = 0; subset < (1U << example.courses.size()); ++subset) {
        std::vector<const Course*> chosen;
        for (std::size_t i = 0; i < example.courses.size(); ++i) {
            if ((subset >> i & 1U) != 0) chosen.push_back(&example.courses[i]);
        }
        const auto one = score(example, chosen);
        if (one && (!best || better(*one, *best))) best = one;
    }
    const auto path = shortest_path(example.courses, example.gaps, example.completed);
    std::vector<const Course*> chosen;
    for (const auto& step : path.steps) chosen.push_back(step.course);
    const auto found = score(example, chosen);
    RC_ASSERT(found.has_value());
    RC_ASSERT(*found == *best);
    RC_ASSERT(path.minutes == best->minutes);
    RC_ASSERT(path.shortest);
    int closed = 0, missing = 0, wanted = 0;
    CourseIds have = example.completed;
    for (const auto& step : path.steps) {
        for (const auto& id : step.course->prerequisites) RC_ASSERT(have.contains(id));
        have.insert(step.course->id);
        for (const auto& one : step.closes) closed += one.to - one.from;
    }
    for (const auto& gap : path.remaining) missing += gap.target - gap.level;
    for (const auto& gap : example.gaps) wanted += gap.target - gap.level;
    RC_ASSERT(closed == best->closed);
    RC_ASSERT(closed + missing == wanted);
}

RC_GTEST_PROP(ShortestPathProperty, AgreesWithTryingEverySubset, ()) {
    for (int i = 0; i < 10; ++i) agrees_with_trying_every_subset(random_case());
}

// 20 courses that overlap heavily, seeded: the limit of the search is not reached.
TEST(ShortestPath, TwentyOverlappingCoursesAreSolvedExactly) {
    unsigned state = 7;
    const auto number = [&](unsigned below) { return (state = state * 1664525U + 1013904223U) / 65536U % below; };
    for (int round = 0; round < 20; ++round) {
        std::vector<Course> courses;
        std::vector<Gap> gaps;
        for (int c = 0; c < 21; ++c) gaps.push_back({std::to_string(c), 0, 3});
        for (int i = 0; i < 20; ++i) {
            auto one = course("k" + std::to_string(i), 15 + static_cast<int>(number(16)), {});
            for (int c = 0; c < 21; ++c) {
                if (number(3) == 0) one.competences[std::to_string(c)] = 2;
            }
            if (i > 0 && number(3) == 0) one.prerequisites.push_back("k" + std::to_string(number(static_cast<unsigned>(i))));
            courses.push_back(std::move(one));
        }
        EXPECT_TRUE(shortest_path(courses, gaps).shortest);
    }
}

}  // namespace
}  // namespace kireise::learning
