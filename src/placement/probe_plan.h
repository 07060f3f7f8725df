#pragma once
// Which synthetic models a probe runs, and what follows from their figures for the whole model. Pure; inside this room only.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "engines/shape.h"
#include "placement/probe_report.h"

namespace kireise::placement {

struct Room {  // bytes that are free
    std::uint64_t disk = 0;
    std::uint64_t memory = 0;
};

struct ProbePlan {
    ProbeMethod method = ProbeMethod::full_stack;
    std::vector<int> layers;  // one depth, or two, the smaller first
    bool in_cache = false;    // what runs is less than four times the last-level cache
};

// A run needs this many bytes on disk and in memory: the model 2.5 times over, for the engine's repacked copy and for other programs.
[[nodiscard]] std::uint64_t room_needed(std::uint64_t weight_bytes);

// The whole model where it is small enough for a minute (1.5 GiB) and there is room; else two depths. unavailable, saying how much is
// missing. invalid: `method` does not fit the shape (two depths need four layers).
[[nodiscard]] Result<ProbePlan> plan_probe(const engines::ModelShape& shape, engines::Quantisation quantisation, Room room,
                                           std::uint64_t last_level_bytes, std::optional<ProbeMethod> method = std::nullopt);

// Middle of the samples (mean of the two middle ones), slowest, fastest. Not for an empty list.
[[nodiscard]] TokenSpeed summary(std::vector<double> samples);

// Tokens per second of the whole stack from two depths: seconds per token grow by the same for each layer; what is left is the output head
// (nearly nothing when reading, so it may vanish in the noise and then counts as nothing). Every pair of repetitions is one sample.
// unavailable: less than half of the pairs make sense, because other programs disturbed the measurement.
[[nodiscard]] Result<TokenSpeed> extrapolate(const std::vector<double>& shallow, int shallow_layers, const std::vector<double>& deep,
                                             int deep_layers, int layers);

// The speeds of the report must be filled in.
[[nodiscard]] std::vector<ProbeWarning> warnings_of(const ProbeReport& report, bool in_cache);

}  // namespace kireise::placement
