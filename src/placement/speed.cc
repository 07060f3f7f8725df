#include "placement/speed.h"

#include <fmt/format.h>

#include <algorithm>

namespace kireise::placement {
namespace {

double ratio(std::uint64_t above, std::uint64_t below) { return static_cast<double>(above) / static_cast<double>(below); }

// The median times `scale`; the slowest and fastest repetition widened by `factor`.
Estimate estimate(const TokenSpeed& speed, double scale, double factor) {
    return {speed.median * scale, speed.low * scale / factor, speed.high * scale * factor};
}

// How much longer a token takes for each token before it. Noise may turn a small difference around: then none.
double growth_between(const TokenSpeed& first, const TokenSpeed& later, int tokens) {
    return std::max(0.0, (first.median / later.median - 1) / tokens);
}

// `tokens` in one repetition: on average, half of them stand before.
Rate rate_of(const TokenSpeed& first, const TokenSpeed& later, int between, int tokens, double scale, double factor) {
    return {estimate(first, scale, factor), growth_between(first, later, between), tokens / 2.0};
}

Estimate sum(const Estimate& a, const Estimate& b) { return {a.value + b.value, a.low + b.low, a.high + b.high}; }

}  // namespace

Result<ModelSpeed> model_speed(const ProbeReport& report, const blueprint::ModelClass& model, engines::Quantisation quantisation) {
    const auto& shape = model.shape;
    TRY(engines::check_shape(shape));
    const auto wanted = probed_model(model.id, shape, quantisation);
    const auto& from = report.nearest(wanted);
    const bool measured = from.model == wanted;  // a class whose shape was edited since is another model
    const double factor = measured ? measured_factor : predicted_factor;
    const double reading = ratio(from.model.layer_parameters, wanted.layer_parameters);
    const double writing = ratio(from.model.streamed_bytes, wanted.streamed_bytes);
    auto prefill = rate_of(from.prefill, from.later.prefill, from.later.tokens, from.prefill_tokens, reading, factor);
    auto decode = rate_of(from.decode, from.later.decode, from.later.tokens, from.decode_tokens, writing, factor);
    prefill.growth *= reading * ratio(wanted.attention_width, from.model.attention_width);
    decode.growth *= writing * ratio(wanted.context_bytes, from.model.context_bytes);
    return ModelSpeed{prefill, decode, measured ? SpeedBasis::measured : SpeedBasis::predicted};
}

Estimate seconds_for(const Rate& rate, double tokens, double before) {
    const double distance = before + tokens / 2 - rate.at;
    const auto longer = [&](double share) { return std::max(0.0, 1 + rate.growth * share * distance); };
    const double sign = distance < 0 ? -1 : 1;
    return {tokens / rate.speed.value * longer(1), tokens / rate.speed.high * longer(1 - sign * growth_doubt),
            tokens / rate.speed.low * longer(1 + sign * growth_doubt)};
}

RequestTime request_time(const ModelSpeed& speed, double tokens_in, double tokens_out) {
    const auto read = seconds_for(speed.prefill, tokens_in, 0);
    return {read, sum(read, seconds_for(speed.decode, tokens_out, tokens_in))};
}

WorkloadTime workload_time(const ModelSpeed& speed, const blueprint::Workload& workload) {
    return {request_time(speed, workload.tokens_in.p50, workload.tokens_out.p50),
            request_time(speed, workload.tokens_in.p90, workload.tokens_out.p90)};
}

PageTime page_time(const ModelSpeed& speed) {
    return {seconds_for(speed.prefill, tokens_per_page, 0), seconds_for(speed.decode, tokens_per_page, 0)};
}

}  // namespace kireise::placement
