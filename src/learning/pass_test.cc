#include "learning/pass.h"

#include <gtest/gtest.h>

namespace kireise::learning {
namespace {

using namespace std::chrono_literals;

constexpr Date today = 2026y / 6 / 15;

blueprint::Pass two_courses() {
    blueprint::Pass pass;
    pass.id = "pass/p";
    pass.valid_months = 24;
    pass.courses = {"course/a", "course/b"};
    pass.acknowledge_guideline = true;
    return pass;
}

TEST(Conditions, OnePerCourseAndOneForTheGuideline) {
    const auto list = conditions(two_courses(), {.completed = {{"course/a", today}}, .announced = 1, .acknowledged = {}}, today);
    ASSERT_EQ(list.size(), 3U);
    EXPECT_EQ(list[0].state, ConditionState::met);
    EXPECT_EQ(list[0].done, today);
    EXPECT_EQ(list[1].state, ConditionState::open);
    EXPECT_EQ(list[2].course, "");
    EXPECT_EQ(list[2].state, ConditionState::open);
    EXPECT_FALSE(all_met(list));
}

TEST(Conditions, AllMet) {
    const Record record{.completed = {{"course/a", today}, {"course/b", today}}, .announced = 2, .acknowledged = 2};
    EXPECT_TRUE(all_met(conditions(two_courses(), record, today)));
}

TEST(Conditions, TheGuidelineCountsInItsNewestVersionOnly) {
    const auto state = [](std::optional<int> announced, std::optional<int> acknowledged) {
        return conditions(two_courses(), {{}, announced, acknowledged}, today).back().state;
    };
    EXPECT_EQ(state(std::nullopt, std::nullopt), ConditionState::waiting);
    EXPECT_EQ(state(2, 1), ConditionState::outdated);
    EXPECT_EQ(state(2, 2), ConditionState::met);
}

TEST(Conditions, ACourseCountsAsLongAsThePassWouldBeValid) {
    const auto state = [](Date done) { return conditions(two_courses(), {{{"course/a", done}}, 1, 1}, today).front().state; };
    EXPECT_EQ(state(2024y / 6 / 15), ConditionState::met);
    EXPECT_EQ(state(2024y / 6 / 14), ConditionState::outdated);
}

TEST(Conditions, APassWithoutGuidelineDoesNotAskForIt) {
    auto pass = two_courses();
    pass.acknowledge_guideline = false;
    EXPECT_EQ(conditions(pass, {}, today).size(), 2U);
}

TEST(AddMonths, KeepsTheDayOrTakesTheLastOfAShorterMonth) {
    EXPECT_EQ(add_months(2026y / 6 / 15, 24), Date(2028y / 6 / 15));
    EXPECT_EQ(add_months(2024y / 2 / 29, 12), Date(2025y / 2 / 28));
    EXPECT_EQ(add_months(2026y / 1 / 31, 1), Date(2026y / 2 / 28));
    EXPECT_EQ(add_months(2026y / 11 / 30, 3), Date(2027y / 2 / 28));
}

TEST(IssuedPass, IsValidFromItsFirstToItsLastDayAndRenewedNearTheEnd) {
    const IssuedPass pass{"id", "pass/p", 1, 2026y / 6 / 15, 2028y / 6 / 15};
    EXPECT_FALSE(pass.valid_on(2026y / 6 / 14));
    EXPECT_TRUE(pass.valid_on(2026y / 6 / 15));
    EXPECT_TRUE(pass.valid_on(2028y / 6 / 15));
    EXPECT_FALSE(pass.valid_on(2028y / 6 / 16));
    EXPECT_FALSE(may_be_renewed(pass, 2028y / 4 / 15));
    EXPECT_TRUE(may_be_renewed(pass, 2028y / 4 / 16));
}

}  // namespace
}  // namespace kireise::learning
