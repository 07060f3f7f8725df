#include "assistant/engine_size.h"

#include <gmock/gmock.h>

namespace kireise::assistant {
namespace {

using ::testing::HasSubstr;

constexpr std::uint64_t gib = std::uint64_t{1} << 30U;

// The shape of a common model with 3 thousand million weights.
engines::ModelFacts model() {
    engines::ModelFacts out;
    out.name = "Muster 3B";
    out.shape = {.layers = 28, .embedding = 3072, .heads = 24, .kv_heads = 8, .head_dim = 128, .feed_forward = 8192, .vocabulary = 128256};
    out.shape_known = true;
    out.weight_bytes = 2 * gib;
    out.context_tokens = 131072;
    return out;
}

std::vector<blueprint::Workload> workloads() {
    blueprint::Workload one{};
    one.tokens_in = {.distribution = "lognormal", .p50 = 1500, .p90 = 5000, .max = 9000};
    one.tokens_out = {.distribution = "lognormal", .p50 = 400, .p90 = 900, .max = 2000};
    return {one};
}

Result<EngineSize> size(std::uint64_t available, const WantedSize& wanted = {}, const engines::ModelFacts& facts = model()) {
    return engine_size(facts, workloads(), wanted, available, placement::Packing::plain);
}

TEST(EngineSize, TakesTwoLongRequestsWhereThereIsRoom) {
    const auto found = size(32 * gib);
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->context_tokens, 6144) << "5,000 + 900 tokens, rounded up to 1,024";
    EXPECT_EQ(found->slots, 2);
    EXPECT_EQ(found->available, 32 * gib);
}

TEST(EngineSize, GivesUpTheSecondRequestFirstThenTheLongText) {
    const auto two =
        placement::memory_need(model().shape, 2 * gib, {.context_tokens = 6144, .slots = 2}).total() + placement::process_bytes;
    const auto one =
        placement::memory_need(model().shape, 2 * gib, {.context_tokens = 6144, .slots = 1}).total() + placement::process_bytes;
    EXPECT_EQ(size(two)->slots, 2);
    EXPECT_EQ(size(two - 1)->slots, 1);
    EXPECT_EQ(size(two - 1)->context_tokens, 6144);
    EXPECT_EQ(size(one - 1)->slots, 1);
    EXPECT_EQ(size(one - 1)->context_tokens, 2048) << "1,500 + 400 tokens";
}

TEST(EngineSize, SaysBothFiguresWhenNothingFits) {
    const auto found = size(gib);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(found.error().message, HasSubstr("Muster 3B"));
    EXPECT_THAT(found.error().message, HasSubstr("1.0 GiB are free"));
}

TEST(EngineSize, WhatIsWantedStandsOrFails) {
    EXPECT_EQ(size(32 * gib, {.context_tokens = 1000, .slots = 5})->context_tokens, 1000);
    EXPECT_EQ(size(32 * gib, {.context_tokens = 1000, .slots = 5})->slots, 5);
    EXPECT_FALSE(size(4 * gib, {.context_tokens = 100'000, .slots = 8}));
}

TEST(EngineSize, NeverMoreContextThanTheModelWasTrainedFor) {
    auto old = model();
    old.context_tokens = 4096;
    EXPECT_EQ(size(32 * gib, {}, old)->context_tokens, 4096);
    EXPECT_EQ(size(32 * gib, {.context_tokens = 8192}, old)->context_tokens, 4096);
}

TEST(EngineSize, OfAnUnknownShapeTheWeightsCount) {
    auto unknown = model();
    unknown.shape_known = false;
    EXPECT_TRUE(size(3 * gib, {}, unknown));
    EXPECT_FALSE(size(2 * gib, {}, unknown));
}

}  // namespace
}  // namespace kireise::assistant
