#include "survey/report.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

#include "survey/sample_content.h"
#include "survey/simulate.h"

namespace kireise::survey {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<int> sizes(const std::vector<LevelGroup>& groups) {
    std::vector<int> out;
    for (const auto& group : groups) out.push_back(group.people);
    return out;
}

TEST(Report, LargeGroupsStayAsTheyAre) { EXPECT_THAT(sizes(merge_levels({10, 20, 30, 7}, 7)), ElementsAre(10, 20, 30, 7)); }

TEST(Report, SmallGroupsJoinTheSmallerNeighbour) {
    const auto groups = merge_levels({3, 40, 45, 8}, 7);
    EXPECT_THAT(sizes(groups), ElementsAre(43, 45, 8));
    EXPECT_EQ(groups[0].lowest, 0);
    EXPECT_EQ(groups[0].highest, 1);
    EXPECT_THAT(sizes(merge_levels({30, 2, 9, 20}, 7)), ElementsAre(30, 11, 20));
    EXPECT_THAT(sizes(merge_levels({2, 2, 2, 2}, 7)), ElementsAre(8));
}

TEST(Report, EveryLevelGroupIsLargeEnoughAndNobodyIsLost) {
    EXPECT_TRUE(rc::check([] {
        const auto counts = *rc::gen::container<std::vector<int>>(4, rc::gen::inRange(0, 40));
        const int total = std::accumulate(counts.begin(), counts.end(), 0);
        RC_PRE(total >= report_threshold);
        const auto groups = merge_levels(counts, report_threshold);
        int sum = 0, next = 0;
        for (const auto& group : groups) {
            RC_ASSERT(group.people >= report_threshold);
            RC_ASSERT(group.lowest == next);
            next = group.highest + 1;
            sum += group.people;
        }
        RC_ASSERT(next == 4);
        RC_ASSERT(sum == total);
    }));
}

TEST(Report, SmallProfilesAreShownTogether) {
    const auto groups = merge_profiles({{"a", 30}, {"b", 4}, {"c", 5}}, 7);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_THAT(groups[0].first, ElementsAre("a"));
    EXPECT_THAT(groups[1].first, ElementsAre("b", "c"));
    EXPECT_EQ(groups[1].second, 9);
}

TEST(Report, OneSmallProfileTakesTheSmallestLargeOneWithIt) {
    const auto groups = merge_profiles({{"a", 30}, {"b", 8}, {"c", 5}}, 7);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_THAT(groups[1].first, ElementsAre("b", "c"));
    EXPECT_EQ(groups[1].second, 13);
}

TEST(Report, NoSubtractionFindsAProfileBelowTheThreshold) {
    EXPECT_TRUE(rc::check([] {
        std::map<std::string, int, std::less<>> counts;
        for (const std::string profile : {"a", "b", "c", "d", "e"}) counts[profile] = *rc::gen::inRange(0, 25);
        const int total = std::accumulate(counts.begin(), counts.end(), 0, [](int sum, const auto& entry) { return sum + entry.second; });
        const auto groups = merge_profiles(counts, report_threshold);
        int shown = 0;
        for (const auto& [profiles, people] : groups) {
            RC_ASSERT(people >= report_threshold);
            shown += people;
        }
        RC_ASSERT(shown == total || (groups.empty() && total < report_threshold));  // nothing is left that a subtraction could give
    }));
}

class WholeReport : public testing::Test {
   protected:
    std::vector<AnswerSet> people(int count) const {
        return simulate(*questions, {"profile/clerk", "profile/it"}, {{"area/one", 1.5}, {"area/two", 0.5}}, count, seeded_random(3));
    }

    const blueprint::Content content = sample_content();
    const Result<Questionnaire> questions = questionnaire(content, "form/sample");
};

TEST_F(WholeReport, BelowTheThresholdThereAreNoTables) {
    const auto report = make_report(content, *questions, people(report_threshold - 1));
    EXPECT_EQ(report.answers, report_threshold - 1);
    EXPECT_THAT(report.levels, IsEmpty());
    EXPECT_THAT(report.gaps, IsEmpty());
}

TEST_F(WholeReport, CountsEveryAnswerOnceInEachArea) {
    const auto report = make_report(content, *questions, people(60));
    ASSERT_EQ(report.levels.size(), 2U);
    for (const auto& area : report.levels) {
        int sum = 0;
        for (const auto& group : area.groups) sum += group.people;
        EXPECT_EQ(sum, 60);
    }
    EXPECT_GE(report.gaps.size(), 2U);
}

TEST_F(WholeReport, MeanGapsComeInHalfLevels) {
    // Ten clerks who know nothing: target of area one is 2, of area two 1. One of them knows level 1 of area one: the mean 1.9 is shown
    // as 2.
    std::vector<AnswerSet> all(10, {"profile/clerk", {}});
    all[0].answers["item/one-1"] = {"b"};
    const auto report = make_report(content, *questions, all);
    ASSERT_EQ(report.gaps.size(), 1U);
    EXPECT_EQ(report.gaps[0].people, 10);
    EXPECT_EQ(report.gaps[0].mean_gap.at("area/one"), 2.0);
    EXPECT_EQ(report.gaps[0].mean_gap.at("area/two"), 1.0);
}

TEST_F(WholeReport, TheOrderOfAnswersDoesNotMatter) {
    auto all = people(40);
    const auto before = make_report(content, *questions, all);
    std::ranges::reverse(all);
    const auto after = make_report(content, *questions, all);
    ASSERT_EQ(before.levels.size(), after.levels.size());
    for (std::size_t i = 0; i < before.levels.size(); ++i) EXPECT_EQ(sizes(before.levels[i].groups), sizes(after.levels[i].groups));
}

}  // namespace
}  // namespace kireise::survey
