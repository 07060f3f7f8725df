#include "engines/shape.h"

#include <gtest/gtest.h>

#include "blueprint/snapshot.h"
#include "blueprint/tree.h"
#include "engines/tensors.h"

namespace kireise::engines {
namespace {

// model/dense-1b of the Blaupause.
ModelShape dense_1b() { return {16, 2048, 32, 8, 64, 8192, 128256, true, 0, 0}; }

// model/moe-30b-a3b: Qwen3 30B A3B has 30.5 billion weights, 3.3 billion of which a token uses (model card of the maker).
ModelShape experts_30b() { return {48, 2048, 32, 4, 128, 768, 151936, false, 128, 8}; }

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
    shape = experts_30b();
    shape.experts_used = 129;
    EXPECT_FALSE(check_shape(shape));
    shape = dense_1b();
    shape.sliding_window = 512;
    EXPECT_FALSE(check_shape(shape));
    shape.window_period = 6;
    EXPECT_TRUE(check_shape(shape));
    shape = dense_1b();
    shape.layers = 0;
    EXPECT_FALSE(check_shape(shape));
}

TEST(Shape, OfExpertsATokenUsesSomeOnly) {
    const auto shape = experts_30b();
    EXPECT_NEAR(static_cast<double>(parameters(shape)), 30.5e9, 0.1e9);
    const auto active = 48 * active_layer_parameters(shape) + head_parameters(shape);
    EXPECT_NEAR(static_cast<double>(active), 3.3e9, 0.1e9);
    EXPECT_LT(streamed_bytes(shape, Quantisation::q8_0), weight_bytes(shape, Quantisation::q8_0) / 8);
}

TEST(Shape, FourBitsWithSixForHalfOfTheImportantMatrices) {
    const auto shape = dense_1b();
    int more = 0;
    for (int layer = 0; layer < shape.layers; ++layer) {
        for (const auto& tensor : layer_tensors(shape, Quantisation::q4_k, layer)) more += tensor.type == TensorType::q6_k ? 1 : 0;
    }
    EXPECT_EQ(more, 2 * shape.layers / 2);
    // Llama 3.2 1B Instruct Q4_K_M as published has 807,694,464 bytes with its vocabulary of about 7.8 MB (model card, to verify).
    EXPECT_NEAR(static_cast<double>(weight_bytes(shape, Quantisation::q4_k)), 799.9e6, 1e6);
}

TEST(Shape, RowsThatHoldNoBlocksOf256FallBack) {
    EXPECT_EQ(matrix_type(Quantisation::q4_k, 2048), TensorType::q4_k);
    EXPECT_EQ(matrix_type(Quantisation::q4_k, 2048, true), TensorType::q6_k);
    EXPECT_EQ(matrix_type(Quantisation::q4_k, 896), TensorType::q5_0);
    EXPECT_EQ(matrix_type(Quantisation::q4_k, 896, true), TensorType::q8_0);
}

TEST(Shape, OfSixLayersTheLastSeesTheWholeContext) {
    auto shape = dense_1b();
    EXPECT_TRUE(sees_all(shape, 0));
    shape.sliding_window = 1024;
    shape.window_period = 6;
    EXPECT_FALSE(sees_all(shape, 0));
    EXPECT_FALSE(sees_all(shape, 4));
    EXPECT_TRUE(sees_all(shape, 5));
    EXPECT_TRUE(sees_all(shape, 11));
}

TEST(Shape, TheClassesOfTheBlaupauseSayWhatTheirShapesHold) {
    const auto content = blueprint::Snapshot::load(blueprint::read_tree(KIREISE_SOURCE_DIR "/blueprint").value());
    ASSERT_TRUE(content) << content.error().message;
    const auto& classes = (*content)->all<blueprint::ModelClass>();
    EXPECT_GE(classes.size(), 7U);
    for (const auto& one : classes) {
        EXPECT_TRUE(check_shape(one.shape)) << one.id;
        EXPECT_EQ(architecture_of(one.shape), one.architecture) << one.id;
        const auto counted = static_cast<double>(parameters(one.shape));
        EXPECT_NEAR(static_cast<double>(one.parameters), counted, 0.01 * counted) << one.id;
    }
}

TEST(Shape, QuantisationNamesGoBothWays) {
    for (const auto quantisation : {Quantisation::q4_0, Quantisation::q4_k, Quantisation::q8_0, Quantisation::f16}) {
        EXPECT_EQ(parse_quantisation(to_string(quantisation)), quantisation);
    }
    EXPECT_EQ(parse_quantisation("Q3_K"), std::nullopt);
}

}  // namespace
}  // namespace kireise::engines
