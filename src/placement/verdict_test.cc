#include "placement/verdict.h"

#include <gmock/gmock.h>

#include "lab/testing.h"
#include "placement/testing.h"
#include "placement/words.h"

namespace kireise::placement {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

constexpr std::uint64_t gib = std::uint64_t{1} << 30U;

Estimate about(double seconds) { return {seconds, seconds / 1.25, seconds * 1.25}; }

SpeedLeg speed(Source source, double first_seconds, double total_seconds) {
    return {.source = source,
            .p50 = {about(first_seconds / 2), about(total_seconds / 2)},
            .p90 = {about(first_seconds), about(total_seconds)},
            .limit = {.first_token_ms = 8000, .total_ms = 90000, .reason = ""},
            .memory = {4096, 2 * gib, gib, gib / 16},
            .available_memory = 8 * gib,
            .model = "model/dense-3b",
            .report = "report"};
}
SpeedLeg fast() { return speed(Source::measured, 2, 20); }
SpeedLeg unknown_speed() { return {.limit = {8000, 90000, ""}, .model = "model/dense-3b"}; }

QualityLeg quality(double value, bool synthetic = false) {
    return {.source = Source::measured,
            .synthetic = synthetic,
            .value = value,
            .interval = {value, value},
            .bar = 0.8,
            .samples = 12,
            .run = "run"};
}

TEST(Verdict, LocalWithBothLegs) {
    for (const auto source : {Source::measured, Source::predicted}) {
        const auto verdict = judge("usecase/x", speed(source, 2, 20), quality(0.9));
        EXPECT_EQ(verdict.place, Place::local);
        EXPECT_THAT(verdict.reasons, ElementsAre(Reason::both_good));
        EXPECT_EQ(verdict.next, NextStep::pilot);
        EXPECT_TRUE(verdict.decided());
    }
}

TEST(Verdict, OpenGatesHoldUpUseButChangeNoVerdict) {
    const auto held = judge("x", fast(), quality(0.9), Testable::ready, {"participation"});
    EXPECT_EQ(held.place, Place::local);
    EXPECT_EQ(held.next, NextStep::settle_gates);
    EXPECT_EQ(place_word(held), "local-open");
    const auto slow = judge("x", speed(Source::measured, 20, 20), {}, Testable::ready, {"participation"});
    EXPECT_EQ(slow.next, NextStep::bigger) << "first what stands in the way technically";
    EXPECT_EQ(place_word(slow), "not-local");
}

TEST(Verdict, WordsSayWhenItHangsOnAPrediction) {
    const auto good = speed(Source::predicted, 2, 20);
    const auto slow = speed(Source::predicted, 20, 200);
    EXPECT_EQ(place_word(judge("x", good, quality(0.9))), "local-predicted");
    EXPECT_EQ(place_word(judge("x", good, quality(0.9), Testable::ready, {"participation"})), "local-predicted-open");
    EXPECT_EQ(place_word(judge("x", slow, quality(0.9))), "not-local-predicted");
    EXPECT_EQ(place_word(judge("x", slow, quality(0.1))), "not-local") << "the quality was measured";
    EXPECT_EQ(place_word(judge("x", good, {})), "not-tested");
    EXPECT_EQ(place_word(judge("x", fast(), quality(0.9))), "local");
}

TEST(Verdict, ADoubtfulMeasurementIsRepeatedBeforeAnythingIsBought) {
    auto slow = speed(Source::measured, 20, 20);
    slow.doubtful = true;
    EXPECT_EQ(judge("x", slow, {}).next, NextStep::measure_again);
    EXPECT_EQ(judge("x", slow, {}).place, Place::not_local);
}

TEST(Verdict, OneFailedLegIsEnoughForNotLocal) {
    const auto slow = judge("x", speed(Source::measured, 20, 20), {});
    EXPECT_EQ(slow.place, Place::not_local);
    EXPECT_THAT(slow.reasons, ElementsAre(Reason::slow_start, Reason::no_quality));
    EXPECT_EQ(slow.next, NextStep::bigger);
    EXPECT_FALSE(slow.decided());

    const auto poor = judge("x", unknown_speed(), quality(0.3));
    EXPECT_EQ(poor.place, Place::not_local);
    EXPECT_THAT(poor.reasons, ElementsAre(Reason::quality_low, Reason::no_speed));
    EXPECT_EQ(poor.next, NextStep::improve);
}

TEST(Verdict, BothLimitsAndTheMemoryCount) {
    EXPECT_THAT(judge("x", speed(Source::measured, 2, 200), quality(1)).reasons, ElementsAre(Reason::slow_end));
    EXPECT_THAT(judge("x", speed(Source::measured, 20, 200), quality(1)).reasons, ElementsAre(Reason::slow_start, Reason::slow_end));
    auto large = fast();
    large.available_memory = large.memory.total() + process_bytes;
    EXPECT_EQ(judge("x", large, quality(1)).place, Place::local);
    large.available_memory -= 1;
    EXPECT_EQ(judge("x", large, quality(1)).place, Place::not_local);
    EXPECT_THAT(judge("x", large, quality(1)).reasons, ElementsAre(Reason::no_memory));
}

TEST(Verdict, NothingKnownIsNotTested) {
    const auto verdict = judge("x", unknown_speed(), {});
    EXPECT_EQ(verdict.place, Place::not_tested);
    EXPECT_THAT(verdict.reasons, ElementsAre(Reason::no_speed, Reason::no_quality));
    EXPECT_EQ(verdict.next, NextStep::measure_pc);
    EXPECT_EQ(judge("x", fast(), {}).next, NextStep::test);
    EXPECT_EQ(judge("x", fast(), {}, Testable::needs_model).next, NextStep::set_up_model);
    EXPECT_EQ(judge("x", fast(), {}, Testable::no_cases).next, NextStep::write_cases);
    EXPECT_THAT(judge("x", fast(), {}, Testable::no_cases).reasons, ElementsAre(Reason::no_cases));
    EXPECT_EQ(judge("x", unknown_speed(), {}, Testable::no_cases).next, NextStep::measure_pc);
    EXPECT_THAT(judge("x", {}, {}, Testable::no_cases).reasons, ElementsAre(Reason::no_cases, Reason::no_speed)) << "a classifier";
    EXPECT_EQ(judge("x", {}, {}, Testable::no_cases).next, NextStep::write_cases);
    EXPECT_THAT(judge("x", {}, {}, Testable::no_method).reasons, ElementsAre(Reason::no_method));
}

TEST(Verdict, ASyntheticModelProvesNothing) {
    for (const double value : {0.0, 1.0}) {
        const auto verdict = judge("x", fast(), quality(value, true));
        EXPECT_EQ(verdict.place, Place::not_tested);
        EXPECT_THAT(verdict.reasons, ElementsAre(Reason::synthetic));
        EXPECT_FALSE(verdict.decided());
    }
}

TEST(Verdict, SaysWhenItIsClose) {
    const auto verdict = judge("x", speed(Source::predicted, 7, 20), quality(0.9));
    EXPECT_EQ(verdict.place, Place::local);
    EXPECT_THAT(verdict.reasons, ElementsAre(Reason::both_good, Reason::close));
    EXPECT_THAT(judge("x", speed(Source::predicted, 9, 20), quality(0.9)).reasons, ElementsAre(Reason::limits, Reason::close));
    EXPECT_THAT(judge("x", speed(Source::predicted, 9, 200), quality(0.9)).reasons, ElementsAre(Reason::slow_start, Reason::slow_end));
    EXPECT_FALSE(speed(Source::measured, 6, 20).close());
    EXPECT_FALSE(speed(Source::measured, 20, 90).close()) << "too slow to start with, whatever the rest takes";
    EXPECT_FALSE(speed(Source::measured, 12, 20).close());
}

TEST(Verdict, LocalWithLimitsKeepsUsualCasesButNotLongOnes) {
    const auto limited = speed(Source::measured, 9, 20);  // 4.5 s in usual cases, 8 s are allowed
    const auto verdict = judge("x", limited, quality(0.9));
    EXPECT_EQ(verdict.place, Place::local_with_limits);
    EXPECT_EQ(verdict.next, NextStep::pilot);
    EXPECT_EQ(place_word(verdict), "local-with-limits");
    EXPECT_EQ(judge("x", limited, quality(0.5)).place, Place::not_local);
    EXPECT_THAT(judge("x", limited, quality(0.5)).reasons, ElementsAre(Reason::quality_low, Reason::limits, Reason::close));
    EXPECT_EQ(judge("x", limited, {}).place, Place::not_tested) << "the speed is no reason against it";
    EXPECT_THAT(judge("x", limited, {}).reasons, ElementsAre(Reason::no_quality, Reason::limits, Reason::close));
    EXPECT_EQ(judge("x", limited, {}).next, NextStep::test);
    EXPECT_EQ(judge("x", limited, quality(0.9), Testable::ready, {"participation"}).next, NextStep::settle_gates);
    auto too_large = limited;
    too_large.available_memory = 0;
    EXPECT_EQ(judge("x", too_large, quality(0.9)).place, Place::not_local);
}

TEST(Verdict, ALimitThatIsJustKeptIsKept) {
    EXPECT_TRUE(speed(Source::measured, 8, 90).good());
    EXPECT_FALSE(speed(Source::measured, 8.001, 90).good());
    EXPECT_TRUE(quality(0.8).good());
    EXPECT_FALSE(quality(0.799).good());
}

std::vector<SpeedLeg> all_speeds() {
    std::vector<SpeedLeg> out;
    for (const auto source : {Source::none, Source::predicted, Source::measured}) {
        for (const double first : {1.0, 10.0, 100.0}) {
            for (const double total : {10.0, 1000.0}) {
                for (const auto memory : {gib, 8 * gib}) {
                    out.push_back(speed(source, first, total));
                    out.back().available_memory = memory;
                }
            }
        }
    }
    return out;
}

std::vector<QualityLeg> all_qualities() {
    std::vector<QualityLeg> out;
    for (const auto source : {Source::none, Source::predicted, Source::measured}) {
        for (const bool synthetic : {false, true}) {
            for (const double value : {0.0, 0.79, 0.8, 1.0}) {
                for (const std::size_t samples : {std::size_t{0}, std::size_t{12}}) {
                    out.push_back(quality(value, synthetic));
                    out.back().source = source;
                    out.back().samples = samples;
                }
            }
        }
    }
    return out;
}

bool fast_enough(const SpeedLeg& leg, double first = 1) {
    return leg.source != Source::none && leg.p90.first_token.value == first && leg.p90.total.value == 10 && leg.available_memory == 8 * gib;
}

bool good_enough(const QualityLeg& leg) { return leg.source == Source::measured && !leg.synthetic && leg.value >= 0.8 && leg.samples > 0; }

// Every combination of what may be known.
TEST(Verdict, NeverLocalWithoutBothLegs) {
    int local = 0;
    for (const auto& one : all_speeds()) {
        for (const auto& other : all_qualities()) {
            for (const auto testable : {Testable::no_method, Testable::no_cases, Testable::needs_model, Testable::ready}) {
                const auto verdict = judge("x", one, other, testable);
                const bool may_be_local = fast_enough(one) && good_enough(other) && testable != Testable::no_method;
                EXPECT_EQ(verdict.place == Place::local, may_be_local);
                const bool with_limits = fast_enough(one, 10) && good_enough(other) && testable != Testable::no_method;
                EXPECT_EQ(verdict.place == Place::local_with_limits, with_limits);
                EXPECT_EQ(verdict.next == NextStep::pilot, may_be_local || with_limits);
                EXPECT_TRUE(verdict.place != Place::not_local || one.known() || other.known());
                EXPECT_FALSE(verdict.reasons.empty());
                local += may_be_local ? 1 : 0;
            }
        }
    }
    EXPECT_GT(local, 0);
}

class Legs : public ::testing::Test {
   protected:
    std::shared_ptr<const blueprint::Snapshot> content = lab::testing::real_content();
    const blueprint::UseCase& plain = *content->find<blueprint::UseCase>("usecase/plain-language");
    const blueprint::Workload* workload = content->workload_of(plain.id);
    const blueprint::ModelClass* model = content->find<blueprint::ModelClass>("model/dense-3b");

    static MeasuredPc pc_with(const blueprint::ModelClass& measured, double reading, double writing) {
        return {"report", testing::report_of(measured, reading, writing)};
    }
};

TEST_F(Legs, TheMeasuredClassIsMeasured) {
    const auto leg = model_leg(plain, workload, model, pc_with(*model, 200, 10));
    EXPECT_EQ(leg.source, Source::measured);
    EXPECT_EQ(leg.report, "report");
    EXPECT_FALSE(leg.doubtful);
    for (const auto& [warning, doubtful] :
         {std::pair(ProbeWarning::busy, true), {ProbeWarning::spread, true}, {ProbeWarning::battery, true}, {ProbeWarning::cache, false}}) {
        auto pc = pc_with(*model, 200, 10);
        pc.report.measurements[0].warnings = {warning};
        EXPECT_EQ(model_leg(plain, workload, model, pc).doubtful, doubtful);
    }
    EXPECT_DOUBLE_EQ(leg.p90.first_token.value, workload->tokens_in.p90 / 200);
    EXPECT_DOUBLE_EQ(leg.p90.total.value, workload->tokens_in.p90 / 200 + workload->tokens_out.p90 / 10);
    EXPECT_LT(leg.p50.total.value, leg.p90.total.value);
    EXPECT_GT(leg.memory.weights, gib);
    EXPECT_EQ(leg.memory.context_tokens, workload->tokens_in.max + workload->tokens_out.max);
}

TEST_F(Legs, AnotherClassIsPredictedAndSlowerWhenLarger) {
    const auto small = *content->find<blueprint::ModelClass>("model/dense-1b");
    const auto leg = model_leg(plain, workload, model, pc_with(small, 200, 10));
    EXPECT_EQ(leg.source, Source::predicted);
    EXPECT_GT(leg.p90.total.value, workload->tokens_in.p90 / 200 + workload->tokens_out.p90 / 10);
}

TEST_F(Legs, UnknownWithoutPcClassOrWorkload) {
    const auto pc = pc_with(*model, 200, 10);
    EXPECT_FALSE(model_leg(plain, workload, model, std::nullopt).known());
    EXPECT_FALSE(model_leg(plain, nullptr, model, pc).known());
    EXPECT_FALSE(model_leg(plain, workload, nullptr, pc).known());
    auto broken = *model;
    broken.shape.heads = 0;
    EXPECT_FALSE(model_leg(plain, workload, &broken, pc).known());
}

TEST_F(Legs, AClassifiersTimesComeFromItsTest) {
    const auto& sorting = *content->find<blueprint::UseCase>("usecase/mail-sorting");
    auto run = lab::testing::some_run("run", sorting.id);
    run.engine = {.kind = lab::EngineKind::classifier, .name = "fastText"};
    run.first_token = run.total = {0.5, 2};
    const auto leg = classifier_leg(sorting, run);
    EXPECT_EQ(leg.source, Source::measured);
    EXPECT_DOUBLE_EQ(leg.p90.total.value, 0.002);
    EXPECT_TRUE(leg.good());
    EXPECT_FALSE(classifier_leg(sorting, std::nullopt).known());
    run.problem = "broken off";
    EXPECT_FALSE(classifier_leg(sorting, run).known());
    EXPECT_FALSE(quality_leg(sorting, run).known());
}

TEST_F(Legs, QualityTakesTheRunsOwnBar) {
    auto run = lab::testing::some_run("run", plain.id);
    run.bar = 0.4;
    const auto leg = quality_leg(plain, run);
    EXPECT_TRUE(leg.good());
    EXPECT_EQ(leg.run, "run");
    EXPECT_EQ(quality_leg(plain, std::nullopt).bar, plain.bar.minimum);
    EXPECT_FALSE(quality_leg(plain, std::nullopt).known());
}

}  // namespace
}  // namespace kireise::placement
