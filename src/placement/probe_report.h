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
// times the last-level cache, so larger models write slower than predicted from it. slowing: at the end the PC was more than 15 % slower
// than at the beginning (heat, or a short boost that was over). battery: it ran on its battery.
enum class ProbeWarning { busy, spread, cache, slowing, battery };

constexpr blueprint::EnumIds<ProbeWarning, 5> enum_ids(ProbeWarning) {
    return {{{ProbeWarning::busy, "busy"},
             {ProbeWarning::spread, "spread"},
             {ProbeWarning::cache, "cache"},
             {ProbeWarning::slowing, "slowing"},
             {ProbeWarning::battery, "battery"}}};
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
    std::uint64_t layer_parameters = 0;  // in all layers: what every token that is read passes through (of experts only those used)
    std::uint64_t streamed_bytes = 0;    // what every token that is written reads from memory
    std::uint64_t attention_width = 0;   // layers x heads x size of a head: what every token computes for each token before it
    std::uint64_t context_bytes = 0;     // keys and values of one token: what every token reads for each token before it
    friend bool operator==(const ProbedModel&, const ProbedModel&) = default;
};

[[nodiscard]] ProbedModel probed_model(const std::string& id, const engines::ModelShape& shape, engines::Quantisation quantisation);

struct ContextSpeed {
    int tokens = 0;  // that stood before
    TokenSpeed prefill;
    TokenSpeed decode;
    friend bool operator==(const ContextSpeed&, const ContextSpeed&) = default;
};

struct Measurement {  // of one model class
    ProbedModel model;
    ProbeMethod method = ProbeMethod::full_stack;
    std::vector<int> layers;  // depth of each synthetic model that ran
    int prefill_tokens = 0;   // read per repetition
    int decode_tokens = 0;    // written per repetition
    TokenSpeed prefill;       // reading, nothing before
    TokenSpeed decode;        // writing, nothing before
    ContextSpeed later;       // the same behind a text
    MemoryNeed memory;
    std::uint64_t peak_memory = 0;  // bytes, of the engine while measuring
    double seconds = 0;             // it took
    double others = 0;              // processor cores that other programs used meanwhile, on average
    double slowdown = 1;            // time of the same few tokens at the end by that at the beginning
    std::vector<ProbeWarning> warnings;

    [[nodiscard]] bool has(ProbeWarning warning) const;
    [[nodiscard]] bool is_doubtful() const;  // busy, spread, battery: measuring again may give other figures
    friend bool operator==(const Measurement&, const Measurement&) = default;
};

struct ProbeReport {
    Instant started;
    double seconds = 0;   // the whole
    std::string engine;   // version of llama.cpp
    std::string backend;  // "CPU", as the engine calls it
    int threads = 0;
    Hardware hardware;
    std::vector<Measurement> measurements;  // 1 to 20, each class and quantisation once

    // The one that says most about a model of this size and quantisation: the same model, else the nearest in bytes per written token.
    [[nodiscard]] const Measurement& nearest(const ProbedModel& model) const;
    [[nodiscard]] std::vector<ProbeWarning> warnings() const;  // of all measurements, each once, in the order of the enum
    friend bool operator==(const ProbeReport&, const ProbeReport&) = default;
};

[[nodiscard]] Json to_json(const ProbeReport& report);

inline constexpr std::size_t probe_report_limit = std::size_t{256} << 10U;  // bytes

// For reports that come from strangers. too_large; invalid when it breaks the published schema.
[[nodiscard]] Result<ProbeReport> parse_probe_report(std::string_view text);
[[nodiscard]] Result<ProbeReport> probe_report_from_json(const Json& json);

}  // namespace kireise::placement
