#pragma once
// From a measured PC to the seconds a person waits. Pure arithmetic.
//
// Reading (prefill) needs computing, writing (decode) needs memory bandwidth. Both take longer with every token that stands before,
// because each token attends to all tokens before it: seconds of one token = (1 + growth x (tokens before - at)) / speed. Speed and growth
// come from the two contexts that the probe measured.
//
// Another model than the one measured: reading speed x (parameters in the layers of the measured model / those of the other), because
// every token that is read passes all layers and the output head is used once per answer; writing speed x (bytes streamed per token by the
// measured model / by the other). The growth is scaled by what attention computes (layers x heads x size of a head) or reads (keys and
// values), each against the same of the other.
//
// How sure: the figure may be off by the factor below in both directions, besides the spread of the repetitions; the growth by half of
// itself.

#include <string_view>

#include "base/result.h"
#include "blueprint/resource_types.h"
#include "blueprint/usecase_types.h"
#include "blueprint/vocabulary.h"
#include "engines/shape.h"
#include "placement/probe_report.h"

namespace kireise::placement {

// measured: this model class in this quantisation ran on this PC. predicted: scaled from another one.
enum class SpeedBasis { measured, predicted };

constexpr blueprint::EnumIds<SpeedBasis, 2> enum_ids(SpeedBasis) {
    return {{{SpeedBasis::measured, "measured"}, {SpeedBasis::predicted, "predicted"}}};
}

// 1.5: a full stack predicts a real model within 2-13 % (research/engine.md); the rest is for two depths, other programs and a PC that
// gets warm (own rule, not validated).
inline constexpr double measured_factor = 1.5;
// 2: scaling by bytes alone is known to be off by about 30 % on decode (llmfit, research/sizing.md); more for caches and for prefill
// in another quantisation (own rule, not validated).
inline constexpr double predicted_factor = 2;

inline constexpr double growth_doubt = 0.5;  // of the growth, in both directions (own rule, not validated)

struct Estimate {  // low <= value <= high
    double value = 0;
    double low = 0;
    double high = 0;
};

struct Rate {
    Estimate speed;     // tokens per second, with `at` tokens before
    double growth = 0;  // of the time of a token, for each token before it; >= 0
    double at = 0;      // tokens
};

struct ModelSpeed {
    Rate prefill;
    Rate decode;
    SpeedBasis basis = SpeedBasis::predicted;
};

// Seconds for `tokens` in a row behind `before` others; all >= 0.
[[nodiscard]] Estimate seconds_for(const Rate& rate, double tokens, double before);

// invalid: the shape does not fit.
[[nodiscard]] Result<ModelSpeed> model_speed(const ProbeReport& report, const blueprint::ModelClass& model,
                                             engines::Quantisation quantisation);

struct RequestTime {       // seconds
    Estimate first_token;  // until the first word of the answer
    Estimate total;        // until the last
};

// One request at a time, nothing kept from earlier ones; tokens >= 0.
[[nodiscard]] RequestTime request_time(const ModelSpeed& speed, double tokens_in, double tokens_out);

struct WorkloadTime {
    RequestTime p50;  // median lengths
    RequestTime p90;  // long text and long answer together: cautious, rarer than one in ten
};

[[nodiscard]] WorkloadTime workload_time(const ModelSpeed& speed, const blueprint::Workload& workload);

// A page is 1,800 characters with spaces (the German standard page, "Normseite": 30 lines of 60). About 3.6 characters per token in German
// text make 500 tokens (own rule, not validated; depends on the model's tokenizer).
inline constexpr double characters_per_page = 1800;
inline constexpr double tokens_per_page = 500;

struct PageTime {    // seconds
    Estimate read;   // one page that the model is given
    Estimate write;  // one page that the model writes
};

[[nodiscard]] PageTime page_time(const ModelSpeed& speed);

}  // namespace kireise::placement
