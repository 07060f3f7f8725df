#include "usecases/ranking.h"

#include <gmock/gmock.h>

#include "usecases/testing.h"

namespace kireise::usecases {
namespace {

using blueprint::Axis;
using blueprint::GateAnswer;
using blueprint::UseCase;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::method_with;
using testing::usecase_with;

const auto method = method_with({{Axis::value, 60}, {Axis::feasibility, 30}, {Axis::feasibility, 10}});

std::vector<std::string> ids(const std::vector<Judged>& list) {
    std::vector<std::string> out;
    for (const auto& judged : list) out.push_back(judged.id);
    return out;
}

TEST(Ranking, TakesTheWeightedMeanAndOrdersBestFirst) {
    const std::vector<UseCase> usecases{usecase_with("low", {1, 2, 3}), usecase_with("high", {9, 8, 7})};
    const auto ranking = rank(method, usecases);
    EXPECT_THAT(ids(ranking.ranked), ElementsAre("high", "low"));
    EXPECT_DOUBLE_EQ(ranking.ranked[0].score, 8.5);  // 0.6 * 9 + 0.3 * 8 + 0.1 * 7
    EXPECT_EQ(ranking.ranked[1].rank, 2);
}

TEST(Ranking, SeparatesValueFromFeasibility) {
    const std::vector<UseCase> usecases{usecase_with("a", {9, 4, 8})};
    const auto judged = rank(method, usecases).ranked[0];
    EXPECT_DOUBLE_EQ(judged.value, 9);
    EXPECT_DOUBLE_EQ(judged.feasibility, 5);  // (30 * 4 + 10 * 8) / 40
}

TEST(Ranking, AFailedGateKnocksOutWhateverThePoints) {
    auto best = usecase_with("best", {10, 10, 10});
    best.gates["secret"].answer = GateAnswer::fail;
    best.gates["allowed"].answer = GateAnswer::open;
    const std::vector<UseCase> usecases{best, usecase_with("poor", {1, 1, 1})};
    const auto ranking = rank(method, usecases);
    EXPECT_THAT(ids(ranking.ranked), ElementsAre("poor"));
    ASSERT_THAT(ids(ranking.knocked_out), ElementsAre("best"));
    EXPECT_EQ(ranking.knocked_out[0].rank, 0);
    EXPECT_THAT(ranking.knocked_out[0].failed_gates, ElementsAre("secret"));
    EXPECT_EQ(ranking.knocked_out[0].readiness(), Readiness::out);
}

TEST(Ranking, AnOpenGateKeepsTheRankButNotTheReadiness) {
    auto open = usecase_with("open", {9, 9, 9});
    open.gates["allowed"].answer = GateAnswer::open;
    const std::vector<UseCase> usecases{open, usecase_with("sure", {5, 5, 5})};
    const auto ranking = rank(method, usecases);
    EXPECT_EQ(ranking.ranked[0].id, "open");
    EXPECT_EQ(ranking.ranked[0].readiness(), Readiness::open);
    EXPECT_THAT(ranking.ranked[0].open_gates, ElementsAre("allowed"));
    EXPECT_EQ(ranking.ranked[1].readiness(), Readiness::ready);
}

TEST(Ranking, WhatIsNotAnsweredIsNeverTakenAsPassed) {
    auto silent = usecase_with("silent", {});
    silent.gates.clear();
    const std::vector<UseCase> usecases{silent};
    const auto judged = rank(method, usecases).ranked[0];
    EXPECT_THAT(judged.open_gates, ElementsAre("allowed", "secret"));
    EXPECT_EQ(judged.score, 0);
}

TEST(Ranking, EqualScoresShareARankAndTheNextIsSkipped) {
    const std::vector<UseCase> usecases{usecase_with("d", {1, 1, 1}), usecase_with("c", {5, 5, 5}), usecase_with("b", {5, 5, 5}),
                                        usecase_with("a", {9, 9, 9})};
    const auto ranking = rank(method, usecases);
    EXPECT_THAT(ids(ranking.ranked), ElementsAre("a", "b", "c", "d"));
    std::vector<int> ranks;
    for (const auto& judged : ranking.ranked) ranks.push_back(judged.rank);
    EXPECT_THAT(ranks, ElementsAre(1, 2, 2, 4));
}

TEST(Ranking, OfNothingIsEmpty) {
    const auto ranking = rank(method, {});
    EXPECT_THAT(ranking.ranked, IsEmpty());
    EXPECT_THAT(ranking.knocked_out, IsEmpty());
}

TEST(Benefit, IsCasesTimesMinutesInHours) {
    UseCase usecase;
    usecase.volume_per_year = {20000, 30000};
    usecase.minutes_saved_per_case = {0.5, 1.5};
    const auto hours = hours_per_year(usecase);
    EXPECT_NEAR(hours.low, 166.7, 0.05);
    EXPECT_DOUBLE_EQ(hours.high, 750);
}

}  // namespace
}  // namespace kireise::usecases
