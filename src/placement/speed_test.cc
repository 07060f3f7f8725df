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
    EXPECT_DOUBLE_EQ(time.first_token.high, 6);
    EXPECT_DOUBLE_EQ(time.total.value, 7);
    EXPECT_DOUBLE_EQ(time.total.low, 3.5);
    EXPECT_DOUBLE_EQ(time.total.high, 14);
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

TEST(Speed, APageHas500Tokens) {
    const auto page = page_time({{100, 50, 200}, {10, 5, 20}, SpeedBasis::measured});
    EXPECT_DOUBLE_EQ(page.read.value, 5);
    EXPECT_DOUBLE_EQ(page.write.value, 50);
}

}  // namespace
}  // namespace kireise::placement
