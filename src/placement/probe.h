#pragma once
// Measures how fast this PC reads (prefill) and writes (decode) with a language model of a given class: the real engine, a synthetic
// model of the right shape, no download. Method and figures: research/engine.md.

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string_view>

#include "base/clock.h"
#include "blueprint/resource_types.h"
#include "engines/find.h"
#include "placement/probe_report.h"

namespace kireise::placement {

inline constexpr std::string_view default_model_class = "model/dense-1b";

struct ProbeOptions {
    blueprint::ModelClass model;
    engines::Quantisation quantisation = engines::Quantisation::q4_0;
    engines::EnginePrograms programs;
    std::filesystem::path temp = std::filesystem::temp_directory_path();  // for the synthetic model; removed afterwards
    std::optional<ProbeMethod> method;                                    // none: chosen by the room on disk and in memory
    int prefill_tokens = 256;
    int decode_tokens = 16;
    int repetitions = 3;
    int context_tokens = 4096;  // for the memory estimate
};

// `step` is one of "hardware", "model", "measure", "report"; `share` of the whole, 0..1, never falls.
using ProbeProgress = std::function<void(std::string_view step, double share)>;

// unavailable: the engine does not start or not enough room on disk or in memory, or the PC was too busy to measure; busy: stopped;
// invalid: a model class that cannot be made synthetically; io. Nothing is left behind, whatever happens.
[[nodiscard]] Result<ProbeReport> probe(const ProbeOptions& options, const Clock& clock, const ProbeProgress& progress = {},
                                        const std::stop_token& stop = {});

}  // namespace kireise::placement
