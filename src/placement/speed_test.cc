#include "placement/speed.h"

#include <gtest/gtest.h>

namespace kireise::placement {
namespace {

using engines::Quantisation;

blueprint::ModelClass one_billion() {
    return {.id = "model/one",
            .shape = {.layers = 16,
                      .embedding = 2048,
                      .heads = 32,
                      .kv_heads = 8,
                      .head_dim = 64,
                      .feed_forward = 8192,
                      .vocabulary = 128256,
                      .tied_embeddings = true}};
}

// Behind 1,024 tokens: reading takes a quarter longer, writing a third.
ProbeReport report_of(const blueprint::ModelClass& model) {
    ProbeReport report;
    report.measurements = {{.model = probed_model(model.id, model.shape, Quantisation::q4_0),
                            .layers = {},
                            .prefill_tokens = 256,
                            .decode_tokens = 16,
                            .prefill = {160, 150, 200, 3},
                            .decode = {20, 16, 25, 3},
                            .later = {.tokens = 1024, .prefill = {128, 120, 160, 3}, .decode = {15, 12, 19, 3}},
                            .warnings = {}}};
    return report;
}

Rate steady(const Estimate& speed) { return {speed, 0, 0}; }

TEST(Speed, TheMeasuredModelKeepsItsFigures) {
    const auto speed = model_speed(report_of(one_billion()), one_billion(), Quantisation::q4_0).value();
    EXPECT_EQ(speed.basis, SpeedBasis::measured);
    EXPECT_DOUBLE_EQ(speed.prefill.speed.value, 160);
    EXPECT_DOUBLE_EQ(speed.decode.speed.value, 20);
    EXPECT_DOUBLE_EQ(speed.decode.speed.low, 16 / measured_factor);
    EXPECT_DOUBLE_EQ(speed.decode.speed.high, 25 * measured_factor);
}

TEST(Speed, AnotherQuantisationWritesByBytesAndReadsAtTheSameSpeed) {
    const auto model = one_billion();
    const auto speed = model_speed(report_of(model), model, Quantisation::q8_0).value();
    EXPECT_EQ(speed.basis, SpeedBasis::predicted);
    EXPECT_DOUBLE_EQ(speed.prefill.speed.value, 160);
    // 763 MB against 1,313 MB.
    EXPECT_NEAR(speed.decode.speed.value, 20 * 763.0 / 1313.0, 0.1);
    EXPECT_DOUBLE_EQ(speed.prefill.speed.low, 150 / predicted_factor);
}

TEST(Speed, TwiceTheLayersReadHalfAsFast) {
    auto model = one_billion();
    const auto report = report_of(model);
    model.id = "model/two";
    model.shape.layers *= 2;
    const auto speed = model_speed(report, model, Quantisation::q4_0).value();
    EXPECT_EQ(speed.basis, SpeedBasis::predicted);
    EXPECT_DOUBLE_EQ(speed.prefill.speed.value, 80);
    EXPECT_GT(speed.decode.speed.value, 10);  // the output head does not double
    EXPECT_LT(speed.decode.speed.value, 13);
}

TEST(Speed, AClassWhoseShapeChangedIsNotMeasured) {
    auto model = one_billion();
    const auto report = report_of(model);
    model.shape.layers = 17;
    EXPECT_EQ(model_speed(report, model, Quantisation::q4_0).value().basis, SpeedBasis::predicted);
}

TEST(Speed, OfExpertsOnlyThoseUsedCount) {
    auto model = one_billion();
    const auto report = report_of(model);
    model.id = "model/experts";
    model.shape.feed_forward = 2048;
    model.shape.experts = 32;
    model.shape.experts_used = 4;  // as wide as the dense one, besides the router
    const auto speed = model_speed(report, model, Quantisation::q4_0).value();
    EXPECT_NEAR(speed.prefill.speed.value, 160, 2);
    EXPECT_NEAR(speed.decode.speed.value, 20, 0.5);
}

TEST(Speed, TheGrowthComesFromTheTwoContexts) {
    const auto speed = model_speed(report_of(one_billion()), one_billion(), Quantisation::q4_0).value();
    EXPECT_DOUBLE_EQ(speed.prefill.growth, 0.25 / 1024);
    EXPECT_DOUBLE_EQ(speed.decode.growth, (20.0 / 15 - 1) / 1024);
    EXPECT_DOUBLE_EQ(speed.prefill.at, 128);
    EXPECT_DOUBLE_EQ(speed.decode.at, 8);
    // What was measured comes back: 256 tokens with nothing before, and behind 1,024.
    EXPECT_DOUBLE_EQ(seconds_for(speed.prefill, 256, 0).value, 256.0 / 160);
    EXPECT_DOUBLE_EQ(seconds_for(speed.prefill, 256, 1024).value, 256.0 / 128);
    EXPECT_DOUBLE_EQ(seconds_for(speed.decode, 16, 1024).value, 16.0 / 15);
}

TEST(Speed, NoiseThatMakesALongTextFasterCountsAsNoGrowth) {
    auto report = report_of(one_billion());
    report.measurements[0].later.decode = {21, 20, 22, 3};
    EXPECT_EQ(model_speed(report, one_billion(), Quantisation::q4_0)->decode.growth, 0);
}

TEST(Speed, AttentionOfAnotherModelGrowsWithItsOwnWidth) {
    auto model = one_billion();
    const auto report = report_of(model);
    model.id = "model/two";
    model.shape.layers *= 2;  // twice the weights and twice the attention: the share of the growth stays
    EXPECT_DOUBLE_EQ(model_speed(report, model, Quantisation::q4_0)->prefill.growth, 0.25 / 1024);
    model = one_billion();
    model.id = "model/wide";
    model.shape.kv_heads = 32;  // four times the keys and values
    const auto wide = model_speed(report, model, Quantisation::q4_0).value();
    EXPECT_GT(wide.decode.growth, 3 * (20.0 / 15 - 1) / 1024);
}

TEST(Speed, OfSeveralMeasurementsTheNearestCounts) {
    auto small = one_billion();
    auto report = report_of(small);
    auto large = one_billion();
    large.id = "model/large";
    large.shape.layers = 64;
    auto measured = report_of(large).measurements[0];
    measured.prefill = {30, 30, 30, 3};
    report.measurements.push_back(measured);
    EXPECT_EQ(model_speed(report, large, Quantisation::q4_0)->basis, SpeedBasis::measured);
    EXPECT_DOUBLE_EQ(model_speed(report, large, Quantisation::q4_0)->prefill.speed.value, 30);
    large.id = "model/nearly-as-large";
    large.shape.layers = 60;
    EXPECT_NEAR(model_speed(report, large, Quantisation::q4_0)->prefill.speed.value, 32, 1e-9);
}

TEST(Speed, APersonWaitsForReadingAndThenForWriting) {
    const ModelSpeed speed{steady({100, 50, 200}), steady({10, 5, 20}), SpeedBasis::measured};
    const auto time = request_time(speed, 300, 40);
    EXPECT_DOUBLE_EQ(time.first_token.value, 3);
    EXPECT_DOUBLE_EQ(time.first_token.low, 1.5);
    EXPECT_DOUBLE_EQ(time.first_token.high, 6);
    EXPECT_DOUBLE_EQ(time.total.value, 7);
    EXPECT_DOUBLE_EQ(time.total.low, 3.5);
    EXPECT_DOUBLE_EQ(time.total.high, 14);
}

TEST(Speed, LongTextsTakeLongerAndAreLessSure) {
    const Rate rate{{100, 100, 100}, 1e-3, 0};
    const auto time = seconds_for(rate, 200, 900);  // on average 1,000 tokens before: twice as long
    EXPECT_DOUBLE_EQ(time.value, 4);
    EXPECT_DOUBLE_EQ(time.low, 3);
    EXPECT_DOUBLE_EQ(time.high, 5);
}

TEST(Speed, AWorkloadHasAMedianAndALongRequest) {
    blueprint::Workload workload;
    workload.tokens_in = {"lognormal", 256, 512, 4000};
    workload.tokens_out = {"lognormal", 20, 100, 600};
    const auto speed = model_speed(report_of(one_billion()), one_billion(), Quantisation::q4_0).value();
    const auto time = workload_time(speed, workload);
    EXPECT_DOUBLE_EQ(time.p50.first_token.value, 1.6);
    EXPECT_DOUBLE_EQ(time.p90.first_token.value, 3.2 * (1 + 128 * 0.25 / 1024));
    EXPECT_GT(time.p90.total.value, time.p90.first_token.value + 5);
    EXPECT_EQ(speed.basis, SpeedBasis::measured);
}

// What a small PC took (4.27 ms * n + 1.8 us * n^2 for reading; a token behind 3,072 others took twice as long), against what a probe of
// it says, which read 256 tokens and wrote 16, with nothing before and behind 1,024.
TEST(Speed, TheRangeCoversWhatLongTextsTook) {
    const auto reading_took = [](double n) { return 4.27e-3 * n + 1.8e-6 * n * n; };
    const auto writing_took = [](double n, double before) {  // seconds of n tokens, each longer by the tokens before it
        double sum = 0;
        for (int i = 0; i < static_cast<int>(n); ++i) sum += 0.05 * (1 + (before + i) / 3072);
        return sum;
    };
    const auto same = [](double speed) { return TokenSpeed{speed, speed, speed, 3}; };
    auto report = report_of(one_billion());
    auto& measured = report.measurements[0];
    measured.prefill = same(256 / reading_took(256));
    measured.decode = same(16 / writing_took(16, 0));
    measured.later.prefill = same(256 / (reading_took(1280) - reading_took(1024)));
    measured.later.decode = same(16 / writing_took(16, 1024));
    const auto speed = model_speed(report, one_billion(), Quantisation::q4_0).value();
    for (const double tokens : {16.0, 256.0, 1600.0, 2048.0, 4096.0, 9000.0}) {
        const auto time = request_time(speed, tokens, 600);
        EXPECT_NEAR(time.first_token.value, reading_took(tokens), 0.001 * reading_took(tokens)) << tokens;
        const double total = reading_took(tokens) + writing_took(600, tokens);
        EXPECT_NEAR(time.total.value, total, 0.001 * total) << tokens;
        EXPECT_LT(time.total.low, total) << tokens;
        EXPECT_GT(time.total.high, total) << tokens;
    }
}

TEST(Speed, APageHas500Tokens) {
    const auto page = page_time({steady({100, 50, 200}), steady({10, 5, 20}), SpeedBasis::measured});
    EXPECT_DOUBLE_EQ(page.read.value, 5);
    EXPECT_DOUBLE_EQ(page.write.value, 50);
}

}  // namespace
}  // namespace kireise::placement
