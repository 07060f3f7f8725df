#pragma once
// Which synthetic models a probe runs and how often, and what follows from their figures for the whole model. Pure; inside this room only.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "engines/shape.h"
#include "placement/bench_run.h"
#include "placement/probe_report.h"

namespace kireise::placement {

struct Room {  // bytes that are free
    std::uint64_t disk = 0;
    std::uint64_t memory = 0;
};

struct Subject {  // what is probed, where
    engines::ModelShape shape;
    engines::Quantisation quantisation = engines::Quantisation::q4_0;
    Room room;
    std::uint64_t last_level_bytes = 0;  // cache before the main memory
};

[[nodiscard]] engines::ModelShape with_layers(engines::ModelShape shape, int layers);

struct PilotSpeed {  // seconds per token of the shallow stack, from a short run
    double read = 0;
    double write = 0;
};

struct ProbePlan {
    ProbeMethod method = ProbeMethod::full_stack;
    std::vector<int> layers;  // one depth, or two, the smaller first
    int prefill_tokens = 0;
    int decode_tokens = 0;
    int context_tokens = 0;
    int repetitions = 0;
    double seconds = 0;  // about so long it takes
};

// A run needs this many bytes on disk and in memory: the model 2.5 times over, for the engine's repacked copy and for other programs.
[[nodiscard]] std::uint64_t room_needed(std::uint64_t weight_bytes);

// Layers of the shallow stack: more than four times the last-level cache, but no more than 384 MiB, to be quick; at least 2, or all.
// Where two depths are asked for, at most a quarter. unavailable, saying how much room is missing; invalid: the shape.
[[nodiscard]] Result<int> shallow_layers(const Subject& subject, std::optional<ProbeMethod> method = std::nullopt);

// What runs is less than four times the last-level cache.
[[nodiscard]] bool is_in_cache(const Subject& subject, int layers);

// The whole model where that takes less than `seconds` and 2 GiB; else the shallow stack and the deepest of the same limits, because the
// error of the difference grows with the layers that were not run. On a slow PC fewer tokens and repetitions; the least that makes sense
// even if it takes longer. invalid: `method` does not fit (two depths need four layers more than the shallow stack has, or twice as many).
[[nodiscard]] Result<ProbePlan> plan_probe(const Subject& subject, const PilotSpeed& pilot, double seconds,
                                           std::optional<ProbeMethod> method = std::nullopt);

// Middle of the samples (mean of the two middle ones), slowest, fastest. Not for an empty list.
[[nodiscard]] TokenSpeed summary(std::vector<double> samples);

// Tokens per second of the whole stack from two depths: seconds per token grow by the same for each layer; what is left is the output head
// (nearly nothing when reading, so it may vanish in the noise and then counts as nothing). Every pair of repetitions is one sample.
// unavailable: less than half of the pairs make sense, because other programs disturbed the measurement.
[[nodiscard]] Result<TokenSpeed> extrapolate(const std::vector<double>& shallow, int shallow_layers, const std::vector<double>& deep,
                                             int deep_layers, int layers);

// Everything else of the measurement must be filled in.
[[nodiscard]] std::vector<ProbeWarning> warnings_of(const Measurement& measured, const Hardware& hardware, bool in_cache);

}  // namespace kireise::placement
