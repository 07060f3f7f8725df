#include "usecases/stability.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <cmath>

#include "usecases/testing.h"

namespace kireise::usecases {
namespace {

using blueprint::Axis;
using blueprint::UseCase;
using ::testing::Each;
using testing::method_with;
using testing::usecase_with;

const auto method = method_with({{Axis::value, 50}, {Axis::feasibility, 30}, {Axis::feasibility, 20}});

TEST(RankStability, IsFullWhereOneIsBetterInEverything) {
    const std::vector<UseCase> usecases{usecase_with("a", {9, 9, 9}), usecase_with("b", {5, 5, 5}), usecase_with("c", {1, 1, 1})};
    EXPECT_THAT(rank_stability(method, usecases, rank(method, usecases), seeded_random(1)), Each(1.0));
}

TEST(RankStability, DropsWhereTwoAreClose) {
    const std::vector<UseCase> usecases{usecase_with("a", {8, 4, 4}), usecase_with("b", {4, 8, 7.8}), usecase_with("c", {1, 1, 1})};
    const auto shares = rank_stability(method, usecases, rank(method, usecases), seeded_random(1));
    EXPECT_GT(shares[0], 0.4);
    EXPECT_LT(shares[0], 0.7);
    EXPECT_DOUBLE_EQ(shares[2], 1);
}

TEST(RankStability, IsTheSameForTheSameSeed) {
    const std::vector<UseCase> usecases{usecase_with("a", {8, 4, 4}), usecase_with("b", {4, 8, 7})};
    const auto ranking = rank(method, usecases);
    EXPECT_EQ(rank_stability(method, usecases, ranking, seeded_random(7)), rank_stability(method, usecases, ranking, seeded_random(7)));
}

TEST(RankStability, WithoutSpreadEveryRankHolds) {
    const std::vector<UseCase> usecases{usecase_with("a", {5, 5, 5}), usecase_with("b", {5, 5, 5}), usecase_with("c", {4.9, 5, 5})};
    EXPECT_THAT(rank_stability(method, usecases, rank(method, usecases), seeded_random(1), 20, 0), Each(1.0));
}

TEST(TippingPoint, IsWhereTheSecondDrawsLevel) {
    // Lead 2 on the first criterion (50 %), behind by 1 on the others: level where 2 w = 1 - w, at a third.
    const std::vector<UseCase> usecases{usecase_with("a", {7, 5, 5}), usecase_with("b", {5, 6, 6})};
    const auto tipping = tipping_point(method, usecases, rank(method, usecases));
    ASSERT_TRUE(tipping);
    EXPECT_EQ(tipping->criterion, "c0");
    EXPECT_EQ(tipping->challenger, "b");
    EXPECT_DOUBLE_EQ(tipping->from, 50);
    EXPECT_NEAR(tipping->to, 100.0 / 3, 1e-9);
}

TEST(TippingPoint, DoesNotExistForALeaderInEverything) {
    const std::vector<UseCase> usecases{usecase_with("a", {9, 9, 9}), usecase_with("b", {5, 6, 6})};
    EXPECT_FALSE(tipping_point(method, usecases, rank(method, usecases)));
}

TEST(TippingPoint, DoesNotExistForASharedFirstRankOrASingleUseCase) {
    const std::vector<UseCase> tied{usecase_with("a", {5, 5, 5}), usecase_with("b", {5, 5, 5})};
    EXPECT_FALSE(tipping_point(method, tied, rank(method, tied)));
    EXPECT_FALSE(tipping_point(method, std::span(tied).first(1), rank(method, std::span(tied).first(1))));
}

// Score with weight k set to `to` percent, the others scaled to what is left.
double score_at(const UseCase& usecase, std::size_t k, double to) {
    auto weights = weights_of(method);
    const double others = 100 - weights[k];
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = i == k ? to : weights[i] / others * (100 - to);
    return weighted_score(method, usecase, weights);
}

bool leads_at(std::span<const UseCase> usecases, const UseCase& leader, std::size_t k, double to) {
    return std::ranges::all_of(usecases, [&](const UseCase& other) { return score_at(other, k, to) <= score_at(leader, k, to) + 1e-9; });
}

TEST(TippingPoint, IsTheSmallestAmongAllSingleChangesOnAGrid) {
    const bool ok = rc::check([] {
        std::vector<UseCase> usecases;
        for (const auto* id : {"a", "b", "c"}) {
            const auto points = *rc::gen::container<std::vector<int>>(3, rc::gen::inRange(0, 11));
            usecases.push_back(usecase_with(id, {points.begin(), points.end()}));
        }
        const auto ranking = rank(method, usecases);
        RC_PRE(ranking.ranked[1].rank == 2);
        const auto& leader = *std::ranges::find(usecases, ranking.ranked[0].id, &UseCase::id);
        const auto tipping = tipping_point(method, usecases, ranking);
        const double allowed = tipping ? std::abs(tipping->to - tipping->from) : 1000;
        const auto weights = weights_of(method);
        for (std::size_t k = 0; k < weights.size(); ++k) {
            for (int to = 0; to <= 100; to += 2) {
                if (std::abs(to - weights[k]) < allowed) RC_ASSERT(leads_at(usecases, leader, k, to));
            }
        }
        if (tipping) {
            const auto k = static_cast<std::size_t>(tipping->criterion[1] - '0');
            const auto& challenger = *std::ranges::find(usecases, tipping->challenger, &UseCase::id);
            RC_ASSERT(std::abs(score_at(leader, k, tipping->to) - score_at(challenger, k, tipping->to)) < 1e-9);
        }
    });
    EXPECT_TRUE(ok);
}

TEST(Certainty, HasItsBoundsOnTheBetterSide) {
    EXPECT_EQ(certainty_of(1), Certainty::safe);
    EXPECT_EQ(certainty_of(0.8), Certainty::safe);
    EXPECT_EQ(certainty_of(0.79), Certainty::likely);
    EXPECT_EQ(certainty_of(0.5), Certainty::likely);
    EXPECT_EQ(certainty_of(0.49), Certainty::unsafe);
    EXPECT_EQ(certainty_of(0), Certainty::unsafe);
}

}  // namespace
}  // namespace kireise::usecases
