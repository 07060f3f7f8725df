#include "placement/probe_plan.h"

#include <gmock/gmock.h>

namespace kireise::placement {
namespace {

using engines::Quantisation;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::uint64_t gib = 1ULL << 30U;
constexpr std::uint64_t mib = 1ULL << 20U;
constexpr Room plenty{64 * gib, 64 * gib};

engines::ModelShape one_billion() { return {16, 2048, 32, 8, 64, 8192, 128256, true, 0, 0}; }
engines::ModelShape eight_billion() { return {32, 4096, 32, 8, 128, 14336, 128256, false, 0, 0}; }

TEST(ProbePlan, ASmallModelRunsAsAWhole) {
    const auto plan = plan_probe(one_billion(), Quantisation::q4_0, plenty, 16 * mib).value();
    EXPECT_EQ(plan.method, ProbeMethod::full_stack);
    EXPECT_THAT(plan.layers, ElementsAre(16));
    EXPECT_FALSE(plan.in_cache);
}

TEST(ProbePlan, ALargeModelOrLittleRoomMeansTwoDepths) {
    const auto large = plan_probe(eight_billion(), Quantisation::q4_0, plenty, 32 * mib).value();
    EXPECT_EQ(large.method, ProbeMethod::two_depths);
    EXPECT_THAT(large.layers, ElementsAre(2, 4));
    const auto tight = plan_probe(one_billion(), Quantisation::q4_0, {64 * gib, 3 * gib / 2}, 16 * mib).value();
    EXPECT_EQ(tight.method, ProbeMethod::two_depths);
    EXPECT_THAT(tight.layers, ElementsAre(2, 4));
}

TEST(ProbePlan, DepthsGrowWithTheCache) {
    const auto plan = plan_probe(eight_billion(), Quantisation::q4_0, plenty, 128 * mib).value();
    EXPECT_THAT(plan.layers, ElementsAre(5, 10));  // a layer is 117 MiB
    EXPECT_FALSE(plan.in_cache);
}

TEST(ProbePlan, SaysWhenTheCacheHoldsAGoodPart) {
    EXPECT_TRUE(plan_probe(one_billion(), Quantisation::q4_0, plenty, 480 * mib).value().in_cache);
}

TEST(ProbePlan, TooLittleRoomIsSaidWithNumbers) {
    const auto plan = plan_probe(one_billion(), Quantisation::q4_0, {64 * gib, gib / 8}, 16 * mib);
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(plan.error().message, HasSubstr("0.1 GiB of memory"));
    EXPECT_FALSE(plan_probe(one_billion(), Quantisation::q4_0, plenty, 0, ProbeMethod::full_stack)->layers.empty());
    EXPECT_FALSE(plan_probe(one_billion(), Quantisation::q4_0, {gib, 64 * gib}, 0, ProbeMethod::full_stack));
}

TEST(ProbePlan, SummaryIsMedianAndRange) {
    EXPECT_EQ(summary({30, 10, 20}), (TokenSpeed{20, 10, 30, 3}));
    EXPECT_EQ(summary({40, 10, 20, 30}), (TokenSpeed{25, 10, 40, 4}));
}

TEST(ProbePlan, TwoDepthsGiveTheWholeExactlyWhenTimeGrowsByTheLayer) {
    const auto speed = [](int layers) { return 1 / (0.010 + 0.003 * layers); };  // head 10 ms, layer 3 ms
    const auto whole = extrapolate({speed(2)}, 2, {speed(4)}, 4, 16).value();
    EXPECT_NEAR(whole.median, speed(16), 1e-9);
}

TEST(ProbePlan, AHeadThatVanishesInTheNoiseCountsAsNothing) {
    const auto whole = extrapolate({1 / 0.0059}, 2, {1 / 0.0120}, 4, 16).value();
    EXPECT_NEAR(whole.median, 1 / 0.0480, 1e-9);
}

TEST(ProbePlan, NoiseThatTurnsTheDifferenceAroundIsRefused) {
    const auto whole = extrapolate({10, 11, 12}, 2, {11, 12, 13}, 4, 16);
    ASSERT_FALSE(whole);
    EXPECT_EQ(whole.error().kind, ErrorKind::unavailable);
}

ProbeReport quiet_report() {
    ProbeReport report{.threads = 4, .prefill = {100, 95, 105, 3}, .decode = {10, 9, 11, 3}, .load_before = 0.4, .load_after = 3.9};
    report.hardware.cores = 4;
    return report;
}

TEST(ProbePlan, AQuietPcGivesNoWarning) { EXPECT_THAT(warnings_of(quiet_report(), false), IsEmpty()); }

TEST(ProbePlan, WarnsOfOtherProgramsSpreadAndCache) {
    auto report = quiet_report();
    report.load_before = 2.1;
    EXPECT_THAT(warnings_of(report, false), ElementsAre(ProbeWarning::busy));
    report.load_before = 0;
    report.load_after = 6.1;
    EXPECT_THAT(warnings_of(report, true), ElementsAre(ProbeWarning::busy, ProbeWarning::cache));
    report.load_after = 4;
    report.decode.low = 6;
    EXPECT_THAT(warnings_of(report, false), ElementsAre(ProbeWarning::spread));
}

}  // namespace
}  // namespace kireise::placement
