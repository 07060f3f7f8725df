#pragma once
// Measures how fast this PC reads (prefill) and writes (decode) with language models of given classes: the real engine, synthetic models
// of the right shape, no download. Short by design: of a large model only two shortened stacks run. Method and figures:
// docs/operate/probe.md.

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "blueprint/resource_types.h"
#include "placement/probe_report.h"

namespace kireise::placement {

inline constexpr std::string_view default_model_class = "model/dense-1b";

struct ProbedClass {
    blueprint::ModelClass model;
    engines::Quantisation quantisation = engines::Quantisation::q4_0;
};

struct ProbeOptions {
    std::vector<ProbedClass> classes;                                     // at least one
    std::filesystem::path bench;                                          // llama-bench
    std::string engine;                                                   // version of llama.cpp for the report; "": as llama-bench tells
    std::filesystem::path temp = std::filesystem::temp_directory_path();  // for the synthetic models; removed afterwards
    std::optional<ProbeMethod> method;                                    // none: chosen by room and time
    double seconds = 45;                    // that measuring one class may take; a slow PC may need longer for the least that makes sense
    int context_tokens = 4096;              // for the memory estimate
    std::chrono::seconds bench_limit{300};  // for each run of llama-bench, which is then ended
};

struct ProbeNote {
    std::string_view step;   // "hardware", "model", "measure", "skipped", "report"
    std::string_view model;  // class; "" for "hardware" and "report"
    double share = 0;        // of the whole, 0..1, never falls
    std::string_view why;    // of "skipped": a sentence
};
using ProbeProgress = std::function<void(const ProbeNote&)>;

// A class for which there is too little room, or that came out without sense on a busy PC, is skipped when there are others; `progress`
// says why. unavailable: llama-bench does not start or takes too long, or no class could be measured; busy: stopped; invalid: a model class
// that cannot be made synthetically; io. Nothing is left behind, whatever happens.
[[nodiscard]] Result<ProbeReport> probe(const ProbeOptions& options, const Clock& clock, const ProbeProgress& progress = {},
                                        const std::stop_token& stop = {});

}  // namespace kireise::placement
