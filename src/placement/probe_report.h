#pragma once
// What a measurement of a PC found. As JSON it is a published format: blueprint/schemas/probe.schema.json.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "blueprint/vocabulary.h"
#include "engines/shape.h"
#include "placement/hardware.h"
#include "placement/memory.h"

namespace kireise::placement {

// full_stack: the whole synthetic model ran. two_depths: two shortened models ran; the difference gives the time of a layer, the rest is
// the output head (research/engine.md).
enum class ProbeMethod { full_stack, two_depths };

constexpr blueprint::EnumIds<ProbeMethod, 2> enum_ids(ProbeMethod) {
    return {{{ProbeMethod::full_stack, "full-stack"}, {ProbeMethod::two_depths, "two-depths"}}};
}

// busy: other programs used the processor. spread: repetitions differ by more than 30 % of the median. cache: what ran is less than four
// times the last-level cache, so larger models write slower than predicted from it.
enum class ProbeWarning { busy, spread, cache };

constexpr blueprint::EnumIds<ProbeWarning, 3> enum_ids(ProbeWarning) {
    return {{{ProbeWarning::busy, "busy"}, {ProbeWarning::spread, "spread"}, {ProbeWarning::cache, "cache"}}};
}

struct TokenSpeed {  // tokens per second, > 0
    double median = 0;
    double low = 0;   // slowest repetition
    double high = 0;  // fastest repetition
    int samples = 0;  // repetitions
    friend bool operator==(const TokenSpeed&, const TokenSpeed&) = default;
};

struct ProbedModel {
    std::string id;  // model class, e.g. "model/dense-1b"
    engines::Quantisation quantisation = engines::Quantisation::q4_0;
    std::uint64_t parameters = 0;
    std::uint64_t layer_parameters = 0;  // in all layers: what every token that is read passes through
    std::uint64_t streamed_bytes = 0;    // what every token that is written reads from memory
    friend bool operator==(const ProbedModel&, const ProbedModel&) = default;
};

struct ProbeReport {
    Instant started;
    double seconds = 0;   // the whole measurement
    std::string engine;   // version of llama.cpp
    std::string backend;  // "CPU", as the engine calls it
    int threads = 0;
    Hardware hardware;
    ProbedModel model;
    ProbeMethod method = ProbeMethod::full_stack;
    std::vector<int> layers;  // depth of each synthetic model that ran
    int prefill_tokens = 0;   // read per repetition
    int decode_tokens = 0;    // written per repetition
    TokenSpeed prefill;       // reading
    TokenSpeed decode;        // writing
    MemoryNeed memory;
    std::uint64_t peak_memory = 0;  // bytes, of the engine while measuring
    double load_before = 0;         // load average of the last minute
    double load_after = 0;          // includes our own measurement
    std::vector<ProbeWarning> warnings;

    [[nodiscard]] bool has(ProbeWarning warning) const;
    friend bool operator==(const ProbeReport&, const ProbeReport&) = default;
};

[[nodiscard]] Json to_json(const ProbeReport& report);

inline constexpr std::size_t probe_report_limit = std::size_t{256} << 10U;  // bytes

// For reports that come from strangers. too_large; invalid when it breaks the published schema.
[[nodiscard]] Result<ProbeReport> parse_probe_report(std::string_view text);
[[nodiscard]] Result<ProbeReport> probe_report_from_json(const Json& json);

}  // namespace kireise::placement
