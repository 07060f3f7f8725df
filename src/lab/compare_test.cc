#include "lab/compare.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "lab/testing.h"

namespace kireise::lab {
namespace {

LabRun run_with(const std::vector<bool>& passed) {
    auto run = testing::some_run("id", "usecase/x");
    run.cases.clear();
    int number = 0;
    for (const bool one : passed) {
        run.cases.push_back({.id = "c" + std::to_string(++number),
                             .input = "?",
                             .answer = "!",
                             .passed = one,
                             .checks = {{blueprint::CheckKind::contains, one, "contains-found"}}});
    }
    return run;
}

TEST(Compare, PairsCasesById) {
    auto first = run_with({true, false, true});
    auto second = run_with({true, true, false, true});
    first.cases.erase(first.cases.begin());
    const auto found = compare(first, second);
    ASSERT_EQ(found.cases.size(), 4U);
    EXPECT_EQ(found.cases[0].id, "c2");
    EXPECT_TRUE(found.cases[0].differs());
    EXPECT_FALSE(found.cases[2].whole());
    EXPECT_EQ(found.pairs, 2U);
    EXPECT_EQ(found.only_first, 1U);
    EXPECT_EQ(found.only_second, 1U);
    EXPECT_DOUBLE_EQ(found.difference, 0);
}

TEST(Compare, TestMailsGoBeforeGoldCases) {
    auto first = run_with({true}), second = run_with({false});
    first.metric = second.metric = blueprint::Metric::accuracy;
    first.classifier = ClassifierDetails{.test = {}, .outcomes = {{"a", true}, {"b", false}, {"c", false}, {"only-here", true}}};
    second.classifier = ClassifierDetails{.test = {}, .outcomes = {{"c", true}, {"b", true}, {"a", true}}};
    const auto found = compare(first, second);
    EXPECT_TRUE(found.mails);
    EXPECT_EQ(found.pairs, 3U);
    EXPECT_DOUBLE_EQ(found.first, 1.0 / 3);
    EXPECT_DOUBLE_EQ(found.second, 1);
    EXPECT_DOUBLE_EQ(found.difference, 2.0 / 3);
}

// 100 pairs, of which 20 right in the second run alone and 5 in the first alone. The variance of the mean difference by hand:
// (25/100 - 0.15^2) / 100 = 0.002275, so 0.15 +- 1.96 * 0.0477 = 0.0565..0.2435; the percentile bootstrap must be close to it.
TEST(Compare, ThePairedIntervalIsThatOfTheDifferences) {
    std::vector<bool> first(100, true), second(100, true);
    for (int i = 0; i < 20; ++i) first[static_cast<std::size_t>(i)] = false;
    for (int i = 20; i < 25; ++i) second[static_cast<std::size_t>(i)] = false;
    const auto found = compare(run_with(first), run_with(second));
    EXPECT_DOUBLE_EQ(found.difference, 0.15);
    EXPECT_NEAR(found.interval.low, 0.0565, 0.02);
    EXPECT_NEAR(found.interval.high, 0.2435, 0.02);
    EXPECT_TRUE(found.clear());
}

TEST(Compare, NothingInCommonSaysNothing) {
    auto second = run_with({true});
    second.cases.front().id = "other";
    const auto found = compare(run_with({true}), second);
    EXPECT_EQ(found.pairs, 0U);
    EXPECT_FALSE(found.clear());
}

RC_GTEST_PROP(CompareProperties, TheOtherWayRoundIsTheOpposite, (const std::vector<std::pair<bool, bool>>& results)) {
    std::vector<bool> first, second;
    for (const auto& [a, b] : results) first.push_back(a), second.push_back(b);
    const auto one = run_with(first), other = run_with(second);
    const auto there = compare(one, other);
    const auto back = compare(other, one);
    RC_ASSERT(there.difference == -back.difference);
    RC_ASSERT(there.only_first == back.only_second);
    RC_ASSERT(there.interval.low <= there.difference && there.difference <= there.interval.high);
    const auto same = compare(one, one);
    RC_ASSERT(same.difference == 0 && same.interval == Interval{} && !same.clear());
}

}  // namespace
}  // namespace kireise::lab
