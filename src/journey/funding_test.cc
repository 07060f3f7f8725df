#include "journey/funding.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace kireise::journey {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

Decision sample_decision() {
    return {.reference = "KI-2025/017",
            .financing = "share",
            .dated = 2025y / 11 / 20,
            .start = 2025y / 12 / 1,
            .end = 2026y / 10 / 31,
            .maximum = 12'000'000,
            .spend_weeks = 8,
            .proof_months = 6,
            .limit_percent = 20};
}

Funding sample_funding() {
    Funding out;
    out.decision = sample_decision();
    out.lines = {{"a", "1", "Personal", "personnel", 6'000'000, 1'000'000}, {"b", "2", "Aufträge", "contracts", 6'000'000, 1'000'000}};
    out.receipts = {{"1", "A", "x", "a", 2026y / 1 / 1, 2026y / 1 / 10, 100'000, 119'000},
                    {"2", "B", "y", "b", 2026y / 2 / 1, 2026y / 2 / 10, 200'000, 238'000}};
    return out;
}

TEST(ProjectState, FollowsTheDates) {
    auto decision = sample_decision();
    const auto at = [&](Date day) { return project_state(decision, day); };
    EXPECT_EQ(project_state(std::nullopt, 2026y / 1 / 1), ProjectState::undecided);
    EXPECT_EQ(at(2025y / 11 / 30), ProjectState::ahead);
    EXPECT_EQ(at(2025y / 12 / 1), ProjectState::running);
    EXPECT_EQ(at(2026y / 10 / 31), ProjectState::running);
    EXPECT_EQ(at(2026y / 11 / 1), ProjectState::proof_period);
    EXPECT_EQ(decision.proof_due(), Date{2027y / 4 / 30});
    EXPECT_EQ(at(2027y / 4 / 30), ProjectState::proof_period);
    EXPECT_EQ(at(2027y / 5 / 1), ProjectState::proof_overdue);

    decision.extension_asked = 2026y / 9 / 1;
    decision.extension_wanted = 2026y / 12 / 31;
    EXPECT_EQ(at(2026y / 10 / 1), ProjectState::extension_asked);
    EXPECT_EQ(decision.last_day(), Date{2026y / 10 / 31}) << "asked for is not granted";
    EXPECT_EQ(at(2026y / 11 / 1), ProjectState::proof_period);

    decision.extension_granted = 2026y / 10 / 5;
    decision.extension_end = 2026y / 12 / 31;
    EXPECT_EQ(at(2026y / 11 / 1), ProjectState::extended);
    EXPECT_EQ(decision.proof_due(), Date{2027y / 6 / 30});
    EXPECT_EQ(at(2027y / 1 / 1), ProjectState::proof_period);

    decision.proof_sent = 2027y / 2 / 1;
    EXPECT_EQ(at(2027y / 1 / 31), ProjectState::proof_period);
    EXPECT_EQ(at(2027y / 9 / 1), ProjectState::proven);
}

TEST(ProjectState, MonthsEndWhereTheDayDoesNotExist) {
    EXPECT_EQ(add_months(2026y / 8 / 31, 6), Date{2027y / 2 / 28});
    EXPECT_EQ(add_months(2027y / 8 / 31, 6), Date{2028y / 2 / 29});
    EXPECT_EQ(add_months(2026y / 10 / 31, 0), Date{2026y / 10 / 31});
}

TEST(Extension, MovesThePhasesThatEndWithTheProject) {
    std::vector<blueprint::PhaseDates> phases{{"phase/a", 2026y / 1 / 1, 2026y / 3 / 31}, {"phase/b", 2026y / 6 / 1, 2026y / 10 / 31}};
    auto decision = sample_decision();
    follow_extension(phases, decision);
    EXPECT_EQ(phases[1].end, Date{2026y / 10 / 31});
    decision.extension_granted = 2026y / 10 / 5;
    decision.extension_end = 2026y / 12 / 31;
    follow_extension(phases, decision);
    EXPECT_EQ(phases[0].end, Date{2026y / 3 / 31});
    EXPECT_EQ(phases[1].end, Date{2026y / 12 / 31});
    follow_extension(phases, std::nullopt);
    EXPECT_EQ(phases[1].end, Date{2026y / 12 / 31});
}

TEST(LineStates, MarkWhatIsOverTheLimitAndNothingElse) {
    auto funding = sample_funding();
    funding.lines = {{"a", "1", "", "other", 10'000, 0}, {"b", "2", "", "other", 10'000, 0}, {"c", "3", "", "other", 0, 0}};
    const auto with = [&](Cents a, Cents b, Cents c) {
        funding.receipts = {{.line = "a", .gross = a}, {.line = "b", .gross = b}, {.line = "c", .gross = c}};
        std::vector<bool> marks;
        for (const auto& state : line_states(funding)) marks.push_back(state.over_limit);
        return marks;
    };
    EXPECT_THAT(with(12'000, 12'001, 0), ElementsAre(false, true, false)) << "exactly 20 % is allowed";
    EXPECT_THAT(with(0, 10'000, 1), ElementsAre(false, false, true)) << "nothing was planned";
    const auto states = line_states(funding);
    EXPECT_EQ(states[0].difference, -10'000);
    EXPECT_EQ(states[0].change, -10'000);
    EXPECT_EQ(states[2].change, std::nullopt);
    funding.decision->limit_percent = 0;
    EXPECT_THAT(with(10'000, 10'001, 0), ElementsAre(false, true, false));
}

TEST(Funding, CountsGrossOrNetAndCapsTheGrant) {
    auto funding = sample_funding();
    EXPECT_EQ(funding.spent(), 357'000);
    EXPECT_EQ(funding.spent_by_sources().land, 306'000) << "6/7 of it";
    funding.decision->net = true;
    EXPECT_EQ(funding.spent(), 300'000);
    funding.decision->maximum = 1'000;
    EXPECT_EQ(funding.spent_by_sources().land, 1'000);
    EXPECT_EQ(funding.spent_by_sources().own, 299'000);
}

TEST(Funding, UntilADayLeavesOutWhatCameLater) {
    auto funding = sample_funding();
    funding.calls = {{2026y / 1 / 5, 500'000, "x", 2026y / 2 / 20}};
    const auto earlier = until(funding, 2026y / 2 / 9);
    EXPECT_EQ(earlier.spent(), 119'000);
    ASSERT_EQ(earlier.calls.size(), 1U);
    EXPECT_EQ(earlier.received(), 0);
    EXPECT_EQ(until(funding, 2026y / 2 / 20).received(), 500'000);
    EXPECT_EQ(until(funding, 2026y / 2 / 10).spent(), 357'000) << "the day itself counts";
}

TEST(OpenDues, NameWhatIsOpenTheEarliestFirst) {
    auto funding = sample_funding();
    funding.conditions = {{"Zwischenbericht", 2026y / 3 / 1, std::nullopt}, {"Schild", 2026y / 1 / 1, 2026y / 1 / 1}, {"laufend", {}, {}}};
    funding.calls = {{2026y / 1 / 5, 300'000, "erster", 2026y / 1 / 12},   // 306,000 of the Land's are spent
                     {2026y / 2 / 5, 10'000, "zweiter", 2026y / 2 / 12},   // not all of these
                     {2026y / 2 / 6, 10'000, "unterwegs", std::nullopt}};  // not here yet
    const auto dues = open_dues(funding, 2026y / 2 / 15);
    ASSERT_EQ(dues.size(), 4U);
    EXPECT_EQ(dues[0].what, "Zwischenbericht");
    EXPECT_EQ(dues[1].kind, DueKind::spend);
    EXPECT_EQ(dues[1].what, "zweiter");
    EXPECT_EQ(dues[1].day, Date{2026y / 4 / 9}) << "8 weeks";
    EXPECT_EQ(dues[2].kind, DueKind::period_end);
    EXPECT_EQ(dues[3].day, Date{2027y / 4 / 30});
    EXPECT_EQ(open_dues(funding, 2026y / 11 / 15).size(), 3U) << "the period's end is past";
    funding.decision->proof_sent = 2027y / 1 / 1;
    for (const auto& due : open_dues(funding, 2027y / 1 / 2)) EXPECT_NE(due.kind, DueKind::proof);
}

RC_GTEST_PROP(Funding, LinesSumToWhatWasSpent, ()) {
    auto funding = sample_funding();
    funding.receipts.clear();
    for (const auto cents : *rc::gen::container<std::vector<Cents>>(rc::gen::inRange<Cents>(-1'000'000, most_cents)))
        funding.receipts.push_back({.line = cents % 2 == 0 ? "a" : "b", .gross = cents});
    Cents sum = 0;
    for (const auto& state : line_states(funding)) sum += state.spent;
    RC_ASSERT(sum == funding.spent());
    const auto split = funding.spent_by_sources();
    RC_ASSERT(split.land + split.own == sum);
    RC_ASSERT(split.land <= funding.decision->maximum);
}

TEST(OrderKey, OrdersNumbersByValue) {
    EXPECT_LT(order_key("R-9"), order_key("R-10"));
    EXPECT_LT(order_key("2026-02-01"), order_key("2026-10-01"));
    EXPECT_EQ(order_key("7"), order_key("007")) << "the same number";
}

}  // namespace
}  // namespace kireise::journey
