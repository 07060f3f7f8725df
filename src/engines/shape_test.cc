#include "engines/shape.h"

#include <gtest/gtest.h>

namespace kireise::engines {
namespace {

// model/dense-1b of the Blaupause.
ModelShape dense_1b() { return {16, 2048, 32, 8, 64, 8192, 128256, true, 0, 0}; }

TEST(Shape, CountsTheParametersOfAKnownModel) {
    EXPECT_EQ(parameters(dense_1b()), 1'235'814'400U);  // as llama.cpp counts them in a file of this shape
}

TEST(Shape, KnowsTheBytesPerQuantisation) {
    EXPECT_EQ(weight_bytes(dense_1b(), Quantisation::q4_0), 763'097'088U);  // as llama.cpp reports it
    EXPECT_GT(weight_bytes(dense_1b(), Quantisation::q8_0), weight_bytes(dense_1b(), Quantisation::q4_0));
    EXPECT_NEAR(static_cast<double>(weight_bytes(dense_1b(), Quantisation::f16)), 2.0 * 1'235'814'400, 1e6);
}

TEST(Shape, AnUntiedTableIsStoredButNotStreamed) {
    auto shape = dense_1b();
    shape.tied_embeddings = false;
    EXPECT_EQ(streamed_bytes(shape, Quantisation::q8_0), streamed_bytes(dense_1b(), Quantisation::q8_0));
    EXPECT_EQ(weight_bytes(shape, Quantisation::q8_0), weight_bytes(dense_1b(), Quantisation::q8_0) + 128256ULL * 2048 / 32 * 34);
}

TEST(Shape, TheCacheHoldsKeysAndValuesOfEveryLayer) { EXPECT_EQ(kv_bytes_per_token(dense_1b()), 16U * 8 * 64 * 2 * 2); }

TEST(Shape, TheHeadFallsBackWhereItsBlocksDoNotFit) {
    auto shape = dense_1b();
    EXPECT_EQ(head_type(shape, Quantisation::q4_0), TensorType::q6_k);
    shape.embedding = 2048 + 32;
    EXPECT_EQ(head_type(shape, Quantisation::q4_0), TensorType::q8_0);
}

TEST(Shape, RefusesWhatDoesNotFit) {
    EXPECT_TRUE(check_shape(dense_1b()));
    auto shape = dense_1b();
    shape.kv_heads = 5;
    EXPECT_FALSE(check_shape(shape));
    shape = dense_1b();
    shape.embedding = 2050;
    EXPECT_FALSE(check_shape(shape));
    shape = dense_1b();
    shape.layers = 0;
    EXPECT_FALSE(check_shape(shape));
}

TEST(Shape, QuantisationNamesGoBothWays) {
    for (const auto quantisation : {Quantisation::q4_0, Quantisation::q8_0, Quantisation::f16}) {
        EXPECT_EQ(parse_quantisation(to_string(quantisation)), quantisation);
    }
    EXPECT_EQ(parse_quantisation("Q3_K"), std::nullopt);
}

}  // namespace
}  // namespace kireise::engines
