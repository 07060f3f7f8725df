#pragma once
// Measures one model class on this PC. Inside this room only; probe.h is what others use.

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "placement/probe_plan.h"

namespace kireise::placement {

struct MeasureOptions {
    std::filesystem::path bench;  // llama-bench
    std::filesystem::path temp;
    int threads = 1;
    double seconds = 45;
    std::chrono::seconds bench_limit{300};
    std::optional<ProbeMethod> method;
};

struct Measured {
    Measurement measurement;  // model, memory and warnings are not filled in
    std::string backend;
    std::string engine;  // as llama-bench tells
};

// `step` is "model" or "measure"; `share` of this measurement, 0..1.
using MeasureProgress = std::function<void(std::string_view step, double share)>;

// A shallow stack is made; a pilot of a second or two on it tells how much can be measured in the time; then the stacks of the plan run;
// the pilot again tells whether the PC became slower meanwhile. unavailable: no room, or disturbed; busy: stopped. Nothing is left behind.
[[nodiscard]] Result<Measured> measure(const Subject& subject, const MeasureOptions& options, const MeasureProgress& progress,
                                       const std::stop_token& stop);

}  // namespace kireise::placement
