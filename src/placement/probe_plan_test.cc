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

engines::ModelShape twenty_four_billion() { return {40, 5120, 32, 8, 128, 32768, 131072, false, 0, 0}; }

Subject subject(const engines::ModelShape& shape, Room room = plenty, std::uint64_t cache = 16 * mib) {
    return {shape, Quantisation::q4_0, room, cache};
}

// A PC that reads 160 tokens of the small model in a second and writes 20; the shallow stack of any model has about the same size.
PilotSpeed usual(const Subject& what) {
    const auto layers = static_cast<double>(shallow_layers(what).value());
    const double share = layers * static_cast<double>(engines::layer_parameters(what.shape)) / 973e6;
    return {share / 160, share / 20};
}

TEST(ProbePlan, TheShallowStackIsLargerThanTheCacheButNotLarge) {
    EXPECT_EQ(shallow_layers(subject(one_billion())), 2);  // a layer is 33 MiB
    EXPECT_EQ(shallow_layers(subject(one_billion(), plenty, 64 * mib)), 8);
    EXPECT_EQ(shallow_layers(subject(one_billion(), plenty, 480 * mib)), 12);  // 384 MiB
    EXPECT_EQ(shallow_layers(subject(eight_billion())), 2);
    EXPECT_EQ(shallow_layers(subject(eight_billion(), plenty, 480 * mib)), 4);
    EXPECT_FALSE(is_in_cache(subject(eight_billion(), plenty, 32 * mib), 2));
    EXPECT_TRUE(is_in_cache(subject(eight_billion(), plenty, 480 * mib), 4));
}

TEST(ProbePlan, ASmallModelRunsAsAWholeWithTheBestEffort) {
    const auto what = subject(one_billion());
    const auto plan = plan_probe(what, usual(what), 45).value();
    EXPECT_EQ(plan.method, ProbeMethod::full_stack);
    EXPECT_THAT(plan.layers, ElementsAre(16));
    EXPECT_EQ(plan.prefill_tokens, 256);
    EXPECT_GE(plan.repetitions, 3);
    EXPECT_LE(plan.seconds, 45);
}

TEST(ProbePlan, ALargeModelMeansTwoDepthsThatAreFarApart) {
    for (const auto& shape : {eight_billion(), twenty_four_billion()}) {
        for (const auto cache : {16 * mib, 480 * mib}) {
            const auto what = subject(shape, plenty, cache);
            const auto plan = plan_probe(what, usual(what), 45).value();
            EXPECT_EQ(plan.method, ProbeMethod::two_depths);
            ASSERT_EQ(plan.layers.size(), 2U);
            EXPECT_EQ(plan.layers[0], shallow_layers(what).value());
            EXPECT_GE(plan.layers[1], 2 * plan.layers[0]);
            EXPECT_LT(plan.layers[1] * engines::layer_bytes(shape, Quantisation::q4_0), 2 * gib);
            EXPECT_LE(plan.seconds, 45);
        }
    }
}

TEST(ProbePlan, StacksOfAModelWithWindowsHaveWholePeriods) {
    auto shape = eight_billion();
    shape.layers = 36;
    shape.sliding_window = 1024;
    shape.window_period = 6;
    const auto what = subject(shape);
    EXPECT_EQ(shallow_layers(what), 6);
    const auto plan = plan_probe(what, usual(what), 45).value();
    ASSERT_EQ(plan.layers.size(), 2U);
    EXPECT_EQ(plan.layers[1] % 6, 0);
    EXPECT_GE(plan.layers[1], 18);
}

TEST(ProbePlan, LittleRoomMeansTwoDepths) {
    const auto what = subject(one_billion(), {64 * gib, 3 * gib / 2});
    const auto plan = plan_probe(what, usual(what), 45).value();
    EXPECT_EQ(plan.method, ProbeMethod::two_depths);
    EXPECT_LT(plan.layers[1], 16);
}

TEST(ProbePlan, ASlowPcReadsLessButIsMeasured) {
    const auto what = subject(eight_billion());
    auto pilot = usual(what);
    const auto quick = plan_probe(what, pilot, 45).value();
    pilot.read *= 20;
    pilot.write *= 20;
    const auto slow = plan_probe(what, pilot, 45).value();
    EXPECT_LT(slow.prefill_tokens * slow.repetitions, quick.prefill_tokens * quick.repetitions);
    EXPECT_GE(slow.repetitions, 2);
    EXPECT_GE(slow.layers[1], 2 * slow.layers[0]);
}

TEST(ProbePlan, AMethodCanBeAskedFor) {
    const auto what = subject(one_billion());
    EXPECT_EQ(plan_probe(what, usual(what), 45, ProbeMethod::two_depths)->method, ProbeMethod::two_depths);
    EXPECT_THAT(plan_probe(what, usual(what), 1, ProbeMethod::full_stack)->layers, ElementsAre(16));
    auto flat = one_billion();
    flat.layers = 4;
    EXPECT_EQ(plan_probe(subject(flat), usual(what), 45, ProbeMethod::two_depths).error().kind, ErrorKind::invalid);
}

TEST(ProbePlan, TooLittleRoomIsSaidWithNumbers) {
    const auto layers = shallow_layers(subject(one_billion(), {64 * gib, gib / 8}));
    ASSERT_FALSE(layers);
    EXPECT_EQ(layers.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(layers.error().message, HasSubstr("0.1 GiB of memory"));
    const auto tight = subject(one_billion(), {gib, 64 * gib});
    EXPECT_EQ(plan_probe(tight, usual(tight), 45, ProbeMethod::full_stack).error().kind, ErrorKind::unavailable);
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

Measurement quiet() {
    return {.layers = {}, .prefill = {100, 95, 105, 3}, .decode = {10, 9, 11, 3}, .others = 0.1, .slowdown = 1.02, .warnings = {}};
}

Hardware four_cores() { return {.cores = 4, .gpus = {}, .power = Power::mains}; }

TEST(ProbePlan, AQuietPcGivesNoWarning) { EXPECT_THAT(warnings_of(quiet(), four_cores(), false), IsEmpty()); }

TEST(ProbePlan, WarnsOfOtherProgramsSpreadCacheHeatAndBattery) {
    auto measured = quiet();
    measured.others = 0.7;
    EXPECT_THAT(warnings_of(measured, four_cores(), true), ElementsAre(ProbeWarning::busy, ProbeWarning::cache));
    measured = quiet();
    measured.decode.low = 6;
    EXPECT_THAT(warnings_of(measured, four_cores(), false), ElementsAre(ProbeWarning::spread));
    measured = quiet();
    measured.slowdown = 1.3;
    auto laptop = four_cores();
    laptop.power = Power::battery;
    EXPECT_THAT(warnings_of(measured, laptop, false), ElementsAre(ProbeWarning::slowing, ProbeWarning::battery));
}

}  // namespace
}  // namespace kireise::placement
