#pragma once
// For tests of what rests on measurements: a report as if a PC had run this model class.

#include "blueprint/resource_types.h"
#include "placement/probe_report.h"

namespace kireise::placement::testing {

// `reading` and `writing` in tokens per second, the same behind a text; 16 GiB of memory, all of it free.
inline ProbeReport report_of(const blueprint::ModelClass& model, double reading, double writing) {
    constexpr std::uint64_t memory = std::uint64_t{16} << 30U;
    const auto quantisation = engines::Quantisation::q4_0;
    return {
        .started = Instant{std::chrono::milliseconds{1'780'000'000'000}},
        .seconds = 31,
        .engine = "0.7.0",
        .backend = "CPU",
        .threads = 4,
        .hardware = {.cpu = "Büro-CPU <x>", .cores = 4, .threads = 8, .memory_bytes = memory, .available_bytes = memory, .gpus = {}},
        .measurements = {{.model = probed_model(model.id, model.shape, quantisation),
                          .method = ProbeMethod::full_stack,
                          .layers = {model.shape.layers},
                          .prefill_tokens = 256,
                          .decode_tokens = 16,
                          .prefill = {reading, reading, reading, 3},
                          .decode = {writing, writing, writing, 3},
                          .later = {.tokens = 1024, .prefill = {reading, reading, reading, 3}, .decode = {writing, writing, writing, 3}},
                          .memory = memory_need(model.shape, quantisation, {.context_tokens = 4096}),
                          .peak_memory = 1'000'000'000,
                          .seconds = 30,
                          .warnings = {}}}};
}

}  // namespace kireise::placement::testing
