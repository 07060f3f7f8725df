#include "placement/memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "base/files.h"
#include "engines/find.h"
#include "engines/synthetic.h"
#include "placement/engine_memory.h"

namespace kireise::placement {
namespace {

using engines::ModelShape;
using engines::Quantisation;

constexpr double mib = 1024.0 * 1024.0;

const ModelShape half_b{24, 896, 14, 2, 64, 4864, 151936, true, 0, 0};
const ModelShape one_b{16, 2048, 32, 8, 64, 8192, 128256, true, 0, 0};
const ModelShape three_b{28, 3072, 24, 8, 128, 8192, 128256, true, 0, 0};
const ModelShape eight_b{32, 4096, 32, 8, 128, 14336, 128256, false, 0, 0};
const ModelShape window_4b{34, 2560, 8, 4, 256, 10240, 262144, true, 0, 0, 1024, 6};
const ModelShape experts_4_layers{4, 2048, 32, 4, 128, 768, 151936, false, 128, 8};

struct Recorded {
    std::string name;
    ModelShape shape;
    Quantisation quantisation;
    MemoryOptions options;
    double weights;  // MiB, as llama.cpp 0.7.0 logged them on 2026-11-23
    double context;
    double compute;  // with the output buffer
};

// `make bench-memory` measures them again with the engine that is there.
const std::vector<Recorded>& recorded() {
    static const std::vector<Recorded> rows{
        {"0.5b", half_b, Quantisation::q4_0, {.context_tokens = 4096, .packing = Packing::amx}, 346.12 + 137.95, 48, 41.27 + 0.58},
        {"0.5b K", half_b, Quantisation::q4_k, {.context_tokens = 512, .packing = Packing::amx}, 225.48 + 303.07, 6, 37.77 + 0.58},
        {"0.5b K plain", half_b, Quantisation::q4_k, {.context_tokens = 512}, 28.05 + 345.51, 6, 37.77 + 0.58},
        {"0.5b 4 slots",
         half_b,
         Quantisation::q8_0,
         {.context_tokens = 128, .slots = 4, .packing = Packing::amx},
         559.41 + 137.95,
         12,
         39.84},
        {"1b", one_b, Quantisation::q4_0, {.context_tokens = 4096, .packing = Packing::amx}, 727.49 + 205.82, 128, 72.51},
        {"1b plain", one_b, Quantisation::q4_0, {.context_tokens = 4096}, 522.0 + 205.82, 128, 72.51},
        {"1b 8192", one_b, Quantisation::q4_0, {.context_tokens = 8192, .packing = Packing::amx}, 933.31, 256, 76.51},
        {"1b 2 slots", one_b, Quantisation::q4_0, {.context_tokens = 4096, .slots = 2, .packing = Packing::amx}, 933.31, 256, 73.0},
        {"1b K", one_b, Quantisation::q4_k, {.context_tokens = 4096, .packing = Packing::amx}, 774.93 + 205.82, 128, 72.51},
        {"1b K plain", one_b, Quantisation::q4_k, {.context_tokens = 4096}, 445.5 + 317.34, 128, 72.51},
        {"1b 8", one_b, Quantisation::q8_0, {.context_tokens = 4096, .packing = Packing::amx}, 1399.47 + 266.48, 128, 72.51},
        {"1b 8 plain", one_b, Quantisation::q8_0, {.context_tokens = 4096}, 1252.41, 128, 72.51},
        {"1b cache",
         one_b,
         Quantisation::q4_0,
         {.context_tokens = 4096, .cache = CacheType::q8_0, .packing = Packing::amx},
         933.31,
         68,
         72.54},
        {"1b batch", one_b, Quantisation::q4_0, {.context_tokens = 4096, .batch_tokens = 256, .packing = Packing::amx}, 933.31, 128, 36.5},
        {"1b no flash",
         one_b,
         Quantisation::q4_0,
         {.context_tokens = 8192, .flash_attention = false, .packing = Packing::amx},
         933.31,
         256,
         554.5},
        {"3b", three_b, Quantisation::q4_0, {.context_tokens = 8192, .packing = Packing::amx}, 1820.23 + 308.8, 896, 86.51},
        {"8b", eight_b, Quantisation::q4_0, {.context_tokens = 8192, .packing = Packing::amx}, 4154.98 + 283.11, 1024, 132.51},
        {"window", window_4b, Quantisation::q4_0, {.context_tokens = 8192, .packing = Packing::amx}, 2246.25 + 526.37, 334, 95.53},
        {"experts",
         experts_4_layers,
         Quantisation::q4_0,
         {.context_tokens = 4096, .packing = Packing::amx},
         283.93 + 1296 + 171.01,
         32,
         92.6},
        {"experts K plain", experts_4_layers, Quantisation::q4_k, {.context_tokens = 4096}, 1119.38 + 731.08, 32, 92.6}};
    return rows;
}

double mebibytes(std::uint64_t bytes) { return static_cast<double>(bytes) / mib; }

TEST(Memory, AgreesWithWhatTheEngineAllocated) {
    for (const auto& row : recorded()) {
        const auto need = memory_need(row.shape, row.quantisation, row.options);
        EXPECT_NEAR(mebibytes(need.weights), row.weights, 0.01 * row.weights + 1) << row.name;
        EXPECT_NEAR(mebibytes(need.context), row.context, 0.01) << row.name;
        EXPECT_NEAR(mebibytes(need.compute), row.compute, row.options.flash_attention ? 1.0 : 8.0) << row.name;
        const double real = row.weights + row.context + row.compute;
        EXPECT_LE(std::abs(mebibytes(need.total()) - real), std::max(0.02 * real, 64.0)) << row.name;
    }
}

// The shapes are tiny, so only the sum and the limit of 64 MiB are meaningful for the whole; the parts must agree far better.
TEST(Memory, AgreesWithTheEngineThatIsHere) {
    const auto programs = engines::find_engine(engines::engine_places_from_environment());
    ASSERT_TRUE(programs) << programs.error().message;
    const ModelShape dense{4, 512, 8, 2, 64, 2048, 8192, true, 0, 0};
    auto window = dense;
    window.layers = 6;
    window.sliding_window = 256;
    window.window_period = 6;
    auto experts = dense;
    experts.experts = 8;
    experts.experts_used = 2;
    const auto folder = TempDir::create().value();
    for (const auto& shape : {dense, window, experts}) {
        for (const auto quantisation : {Quantisation::q4_0, Quantisation::q4_k, Quantisation::q8_0}) {
            const auto file = folder.path() / "m.gguf";
            ASSERT_TRUE(engines::write_gguf(file, engines::synthetic_model(shape, quantisation, 1).value()));
            MemoryOptions options{.context_tokens = 2048, .slots = 2};
            const auto real = engine_memory(programs->server, file, options);
            ASSERT_TRUE(real) << real.error().message;
            options.packing = real->packing;
            const auto need = memory_need(shape, quantisation, options);
            EXPECT_NEAR(mebibytes(need.weights), mebibytes(real->weights), 1.0);
            EXPECT_NEAR(mebibytes(need.context), mebibytes(real->context), 0.1);
            EXPECT_NEAR(mebibytes(need.compute), mebibytes(real->compute), 2.0);
        }
    }
}

TEST(Memory, AFileThatDoesNotLoadIsSaid) {
    const auto programs = engines::find_engine(engines::engine_places_from_environment());
    ASSERT_TRUE(programs) << programs.error().message;
    const auto folder = TempDir::create().value();
    const auto file = folder.path() / "m.gguf";
    ASSERT_TRUE(write_file(file, "GGUF, but not really"));
    const auto real = engine_memory(programs->server, file, {});
    ASSERT_FALSE(real);
    EXPECT_EQ(real.error().kind, ErrorKind::unavailable);
}

TEST(BufferLog, AddsUpAndTakesTheLastPlan) {
    BufferLog log;
    log.line("load_tensors:          CPU model buffer size =     0.00 MiB");
    log.line("0.04 I sched_reserve:        CPU compute buffer size =    70.00 MiB");
    log.line("load_tensors:          AMX model buffer size =   727.50 MiB");
    log.line("load_tensors:   CPU_Mapped model buffer size =   205.50 MiB");
    log.line("llama_kv_cache:        CPU KV buffer size =   128.00 MiB");
    log.line("llama_kv_cache:        CPU KV buffer size =    12.00 MiB");
    log.line("sched_reserve:        CPU compute buffer size =    72.00 MiB");
    log.line("llama_context:        CPU  output buffer size =     0.50 MiB");
    log.line("something else = 3 MiB");
    const auto sum = log.sum();
    EXPECT_EQ(mebibytes(sum.weights), 933);
    EXPECT_EQ(mebibytes(sum.context), 140);
    EXPECT_EQ(mebibytes(sum.compute), 72.5);
    EXPECT_EQ(sum.packing, Packing::amx);
}

RC_GTEST_PROP(Memory, MoreContextSlotsAndBatchNeverNeedLess, ()) {
    const auto shape = *rc::gen::element(half_b, one_b, window_4b, experts_4_layers);
    const auto quantisation = *rc::gen::element(Quantisation::q4_0, Quantisation::q4_k, Quantisation::q8_0);
    const MemoryOptions less{.context_tokens = *rc::gen::inRange(0, 100'000),
                             .slots = *rc::gen::inRange(0, 8),
                             .cache = *rc::gen::element(CacheType::f16, CacheType::q8_0),
                             .batch_tokens = *rc::gen::inRange(0, 2048),
                             .flash_attention = *rc::gen::arbitrary<bool>()};
    auto more = less;
    more.context_tokens += *rc::gen::inRange(0, 10'000);
    more.slots += *rc::gen::inRange(0, 4);
    more.batch_tokens += *rc::gen::inRange(0, 512);
    RC_ASSERT(memory_need(shape, quantisation, less).total() <= memory_need(shape, quantisation, more).total());
    auto packed = less;
    packed.packing = Packing::amx;
    RC_ASSERT(memory_need(shape, quantisation, less).total() <= memory_need(shape, quantisation, packed).total());
    auto slow = less;
    slow.flash_attention = false;
    RC_ASSERT(memory_need(shape, quantisation, less).compute <= memory_need(shape, quantisation, slow).compute);
}

TEST(Memory, FitsOnlyWithRoomForTheProcess) {
    const auto need = memory_need(one_b, Quantisation::q4_0, {});
    EXPECT_FALSE(fits(need, need.total()));
    EXPECT_FALSE(fits(need, need.total() + process_bytes - 1));
    EXPECT_TRUE(fits(need, need.total() + process_bytes));
}

}  // namespace
}  // namespace kireise::placement
