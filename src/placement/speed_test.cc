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

ProbeReport report_of(const blueprint::ModelClass& model) {
    ProbeReport report;
    report.model = {.id = model.id,
                    .quantisation = Quantisation::q4_0,
                    .parameters = engines::parameters(model.shape),
                    .layer_parameters = engines::layer_parameters(model.shape) * 16,
                    .streamed_bytes = engines::streamed_bytes(model.shape, Quantisation::q4_0)};
    report.prefill = {160, 150, 200, 3};
    report.decode = {20, 16, 25, 3};
    return report;
}

TEST(Speed, TheMeasuredModelKeepsItsFigures) {
    const auto speed = model_speed(report_of(one_billion()), one_billion(), Quantisation::q4_0).value();
    EXPECT_EQ(speed.basis, SpeedBasis::measured);
    EXPECT_DOUBLE_EQ(speed.prefill.value, 160);
    EXPECT_DOUBLE_EQ(speed.decode.value, 20);
    EXPECT_DOUBLE_EQ(speed.decode.low, 16 / measured_factor);
    EXPECT_DOUBLE_EQ(speed.decode.high, 25 * measured_factor);
}

TEST(Speed, AnotherQuantisationWritesByBytesAndReadsAtTheSameSpeed) {
    const auto model = one_billion();
    const auto speed = model_speed(report_of(model), model, Quantisation::q8_0).value();
    EXPECT_EQ(speed.basis, SpeedBasis::predicted);
    EXPECT_DOUBLE_EQ(speed.prefill.value, 160);
    // 763 MB against 1,313 MB.
    EXPECT_NEAR(speed.decode.value, 20 * 763.0 / 1313.0, 0.1);
    EXPECT_DOUBLE_EQ(speed.prefill.low, 150 / predicted_factor);
}

TEST(Speed, TwiceTheLayersReadHalfAsFast) {
    auto model = one_billion();
    const auto report = report_of(model);
    model.id = "model/two";
    model.shape.layers *= 2;
    const auto speed = model_speed(report, model, Quantisation::q4_0).value();
    EXPECT_EQ(speed.basis, SpeedBasis::predicted);
    EXPECT_DOUBLE_EQ(speed.prefill.value, 80);
    EXPECT_GT(speed.decode.value, 10);  // the output head does not double
    EXPECT_LT(speed.decode.value, 13);
}

TEST(Speed, AClassWhoseShapeChangedIsNotMeasured) {
    auto model = one_billion();
    const auto report = report_of(model);
    model.shape.layers = 17;
    EXPECT_EQ(model_speed(report, model, Quantisation::q4_0).value().basis, SpeedBasis::predicted);
}

TEST(Speed, ModelsWithExpertsAreNotPredicted) {
    auto model = one_billion();
    model.shape.experts = 8;
    EXPECT_EQ(model_speed(report_of(model), model, Quantisation::q4_0).error().kind, ErrorKind::invalid);
}

TEST(Speed, APersonWaitsForReadingAndThenForWriting) {
    const ModelSpeed speed{{100, 50, 200}, {10, 5, 20}, SpeedBasis::measured};
    const auto time = request_time(speed, 300, 40);
    EXPECT_DOUBLE_EQ(time.first_token.value, 3);
    EXPECT_DOUBLE_EQ(time.first_token.low, 1.5);
    EXPECT_DOUBLE_EQ(time.first_token.high, 6 * (1 + 300 * reading_growth));
    EXPECT_DOUBLE_EQ(time.total.value, 7);
    EXPECT_DOUBLE_EQ(time.total.low, 3.5);
    EXPECT_DOUBLE_EQ(time.total.high, 6 * (1 + 300 * reading_growth) + 8 * (1 + 320 * writing_growth));
}

TEST(Speed, AWorkloadHasAMedianAndALongRequest) {
    blueprint::Workload workload;
    workload.tokens_in = {"lognormal", 160, 320, 4000};
    workload.tokens_out = {"lognormal", 20, 100, 600};
    const auto time = workload_time(report_of(one_billion()), one_billion(), Quantisation::q4_0, workload).value();
    EXPECT_DOUBLE_EQ(time.p50.total.value, 2);
    EXPECT_DOUBLE_EQ(time.p90.first_token.value, 2);
    EXPECT_DOUBLE_EQ(time.p90.total.value, 7);
    EXPECT_EQ(time.basis, SpeedBasis::measured);
}

// What a small PC took (see reading_growth), against what a probe of it says, which reads 256 tokens and writes 16.
TEST(Speed, TheRangeCoversWhatLongTextsTook) {
    const auto reading_took = [](double n) { return 4.27e-3 * n + 1.8e-6 * n * n; };
    const auto writing_took = [](double n, double before) {  // seconds of n tokens, each longer by the tokens before it
        double sum = 0;
        for (int i = 0; i < static_cast<int>(n); ++i) sum += 0.05 * (1 + (before + i) / 3072);
        return sum;
    };
    auto report = report_of(one_billion());
    const double prefill = 256 / reading_took(256);
    const double decode = 16 / writing_took(16, 0);
    report.prefill = {prefill, prefill, prefill, 3};
    report.decode = {decode, decode, decode, 3};
    for (const auto* id : {"model/one", "model/other"}) {  // measured, and predicted from another one of the same shape
        report.model.id = id;
        const auto speed = model_speed(report, one_billion(), Quantisation::q4_0).value();
        for (const double tokens : {16.0, 256.0, 1600.0, 2048.0, 4096.0, 9000.0}) {
            const auto time = request_time(speed, tokens, 600);
            EXPECT_LT(time.first_token.low, reading_took(tokens)) << tokens;
            EXPECT_GT(time.first_token.high, reading_took(tokens)) << tokens;
            const double total = reading_took(tokens) + writing_took(600, tokens);
            EXPECT_LT(time.total.low, total) << tokens;
            EXPECT_GT(time.total.high, total) << tokens;
        }
    }
}

TEST(Speed, APageHas500Tokens) {
    const auto page = page_time({{100, 50, 200}, {10, 5, 20}, SpeedBasis::measured});
    EXPECT_DOUBLE_EQ(page.read.value, 5);
    EXPECT_DOUBLE_EQ(page.write.value, 50);
}

}  // namespace
}  // namespace kireise::placement
