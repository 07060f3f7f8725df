#include "placement/limits.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "lab/testing.h"

namespace kireise::placement {
namespace {

ModelSpeed speed_of(double reading, double writing) {
    return {{{reading, reading / 2, reading * 2}, 0, 0}, {{writing, writing / 2, writing * 2}, 0, 0}, SpeedBasis::measured};
}

blueprint::Workload workload(double in50, double in90, double in_max, double out50, double out90, double out_max) {
    blueprint::Workload out;
    out.tokens_in = {.p50 = in50, .p90 = in90, .max = static_cast<int>(in_max)};
    out.tokens_out = {.p50 = out50, .p90 = out90, .max = static_cast<int>(out_max)};
    return out;
}

blueprint::Speed limit(int first_ms, int total_ms) { return {first_ms, total_ms, ""}; }

TEST(Limits, TheLongestDocumentJustKeepsTheLimit) {
    // 100 tokens a second: 8 s until the first word are 800 tokens, 1.6 pages.
    const auto found = limits_of(speed_of(100, 1e6), workload(500, 1500, 6000, 10, 10, 10), limit(8000, 90000));
    EXPECT_NEAR(found.pages, 1.6, 0.001);
    EXPECT_LE(found.pages, 1.6);
    EXPECT_FALSE(found.all_long);
}

TEST(Limits, WhatIsAlwaysFastEnoughHasNoLimitButTheWorkload) {
    const auto found = limits_of(speed_of(1e6, 1e6), workload(500, 1500, 6000, 10, 10, 10), limit(8000, 90000));
    EXPECT_DOUBLE_EQ(found.pages, 12);
    EXPECT_TRUE(found.all_long);
}

TEST(Limits, NothingWhenTheUsualCaseIsTooSlow) {
    const auto found = limits_of(speed_of(10, 1), workload(500, 1500, 6000, 10, 10, 10), limit(8000, 90000));
    EXPECT_EQ(found.pages, 0);
    EXPECT_EQ(found.users, 0);
}

TEST(Limits, PeopleWaitForEachOther) {
    const auto usual = [](double first, double total) { return RequestTime{{first, first, first}, {total, total, total}}; };
    EXPECT_EQ(users_at_once(usual(1, 3), limit(8000, 90000)), 3) << "the third waits 6 s and then 1 s for the first word";
    EXPECT_EQ(users_at_once(usual(1, 3), limit(80000, 7000)), 2);
    EXPECT_EQ(users_at_once(usual(8, 90), limit(8000, 90000)), 1);
    EXPECT_EQ(users_at_once(usual(8.1, 90), limit(8000, 90000)), 0);
    EXPECT_EQ(users_at_once(usual(0, 0), limit(8000, 90000)), 99);
}

TEST(Limits, MemoryIsTheModelBesideWhatThePcUses) {
    constexpr std::uint64_t gib = std::uint64_t{1} << 30U;
    EXPECT_EQ(least_memory(5 * gib, {.memory_bytes = 16 * gib, .available_bytes = 13 * gib, .gpus = {}}), 8);
    EXPECT_EQ(least_memory(6 * gib, {.memory_bytes = 16 * gib, .available_bytes = 13 * gib, .gpus = {}}), 12);
    EXPECT_EQ(least_memory(6 * gib, {.gpus = {}}), 0);
}

struct Any {
    blueprint::Workload load;
    blueprint::Speed limit;
    double reading, writing;
};

Any any() {
    const double in50 = *rc::gen::inRange(1, 3000), in90 = in50 + *rc::gen::inRange(0, 3000), in_max = in90 + *rc::gen::inRange(0, 9000);
    const double out50 = *rc::gen::inRange(1, 800), out90 = out50 + *rc::gen::inRange(0, 800), out_max = out90 + *rc::gen::inRange(0, 800);
    return {workload(in50, in90, in_max, out50, out90, out_max), limit(*rc::gen::inRange(100, 60000), *rc::gen::inRange(100, 200000)),
            static_cast<double>(*rc::gen::inRange(1, 2000)), static_cast<double>(*rc::gen::inRange(1, 200))};
}

TEST(Limits, AFasterPcNeverTakesLess) {
    EXPECT_TRUE(rc::check([] {
        const auto [load, limit, reading, writing] = any();
        const auto slow = limits_of(speed_of(reading, writing), load, limit);
        const auto fast = limits_of(speed_of(reading + *rc::gen::inRange(0, 500), writing + *rc::gen::inRange(0, 50)), load, limit);
        RC_ASSERT(fast.pages >= slow.pages - 1e-9);
        RC_ASSERT(fast.users >= slow.users);
        RC_ASSERT(fast.all_long || !slow.all_long);
    }));
}

TEST(Limits, PagesHoldAndALittleMoreDoesNot) {
    EXPECT_TRUE(rc::check([] {
        auto [load, limit, reading, writing] = any();
        load.tokens_out = {.p50 = 20, .p90 = 20, .max = 20};  // then the time depends on the pages alone
        const auto speed = speed_of(reading, writing);
        const auto found = limits_of(speed, load, limit);
        const auto held = [&](double pages) { return in_time(request_time(speed, pages * tokens_per_page, 20), limit); };
        RC_ASSERT(found.pages == 0 || held(found.pages));
        RC_ASSERT(found.pages * tokens_per_page <= load.tokens_in.max + 1e-6);
        const double step = 1e-3 * load.tokens_in.max / tokens_per_page;
        if (found.pages > 0 && found.pages + step < load.tokens_in.max / tokens_per_page) RC_ASSERT(!held(found.pages + step));
        RC_ASSERT((found.users > 0) == (found.pages > 0));
        RC_ASSERT(!found.all_long || found.pages * tokens_per_page >= load.tokens_in.p90 - 1e-6);
    }));
}

}  // namespace
}  // namespace kireise::placement
