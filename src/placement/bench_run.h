#pragma once
// One run of llama.cpp's own measuring program, `llama-bench -o json`. Inside this room only.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/process.h"

namespace kireise::placement {

struct BenchRun {
    std::filesystem::path program;  // llama-bench
    std::filesystem::path model;    // GGUF
    int threads = 1;
    int prefill_tokens = 0;
    int decode_tokens = 0;
    int repetitions = 1;
    int context_tokens = 0;  // > 0: everything once more behind so many tokens
    std::chrono::seconds time_limit{300};
};

struct Samples {  // tokens per second, one for each repetition
    std::vector<double> prefill;
    std::vector<double> decode;
};

struct BenchSamples : Samples {
    Samples later;  // behind context_tokens
    std::string backend;
    std::string engine;             // "build 11669, commit Debian"
    std::uint64_t peak_memory = 0;  // bytes
    double cpu_seconds = 0;         // of all its cores together
};

// How it is called: warm-up, then the repetitions of reading, then those of writing. It works in the model's folder and is given the bare
// file name, because on Windows it cannot open a path with letters that the code page lacks. Threads that wait for each other sleep instead
// of spinning (OMP_WAIT_POLICY): when another program takes a core, spinning makes the figures collapse. Measured on two cores at a load of
// 12, model/dense-1b: writing 5.5-5.9 tokens/s against 0.3-0.5. Sleeping costs little: 16 tiny layers, all computing included, took
// 1.5 ms per token, 3 % of a model that writes 20 tokens/s.
[[nodiscard]] engines::Command bench_command(const BenchRun& run);

// What it printed. unavailable when samples are missing or no positive numbers: a version that prints something else.
[[nodiscard]] Result<BenchSamples> parse_bench(std::string_view json, bool with_context = false);

// How far it is, 0..1, from a line of its --progress; never more than 1. Negative when the line says nothing about it.
[[nodiscard]] double bench_progress(std::string_view line);

// unavailable: does not start, fails or takes too long; busy: stopped.
[[nodiscard]] Result<BenchSamples> run_bench(const BenchRun& run, const std::function<void(double)>& progress, const std::stop_token& stop);

}  // namespace kireise::placement
