#include "placement/speed.h"

#include <fmt/format.h>

namespace kireise::placement {
namespace {

// The median times `scale`; the slowest and fastest repetition widened by `factor`.
Estimate estimate(const TokenSpeed& speed, double scale, double factor) {
    return {speed.median * scale, speed.low * scale / factor, speed.high * scale * factor};
}

Estimate seconds(double tokens, const Estimate& speed, double growth) {
    return {tokens / speed.value, tokens / speed.high, tokens / speed.low * growth};
}

Estimate reading(double tokens, const Estimate& speed) { return seconds(tokens, speed, 1 + reading_growth * tokens); }

// `before`: tokens that were read. What is written comes on top, half of it on average.
Estimate writing(double tokens, double before, const Estimate& speed) {
    return seconds(tokens, speed, 1 + writing_growth * (before + tokens / 2));
}

Estimate sum(const Estimate& a, const Estimate& b) { return {a.value + b.value, a.low + b.low, a.high + b.high}; }

double ratio(std::uint64_t above, std::uint64_t below) { return static_cast<double>(above) / static_cast<double>(below); }

}  // namespace

Result<ModelSpeed> model_speed(const ProbeReport& report, const blueprint::ModelClass& model, engines::Quantisation quantisation) {
    const auto& shape = model.shape;
    TRY(engines::check_shape(shape));
    if (shape.experts > 0) {
        return fail(ErrorKind::invalid,
                    fmt::format("The speed of {} cannot be predicted: it has experts. Choose a dense model class.", model.id));
    }
    const auto layer_parameters = engines::layer_parameters(shape) * static_cast<std::uint64_t>(shape.layers);
    const auto streamed = engines::streamed_bytes(shape, quantisation);
    // A class whose shape was edited since is another model.
    const bool measured = model.id == report.model.id && quantisation == report.model.quantisation &&
                          layer_parameters == report.model.layer_parameters && streamed == report.model.streamed_bytes;
    const double factor = measured ? measured_factor : predicted_factor;
    return ModelSpeed{estimate(report.prefill, ratio(report.model.layer_parameters, layer_parameters), factor),
                      estimate(report.decode, ratio(report.model.streamed_bytes, streamed), factor),
                      measured ? SpeedBasis::measured : SpeedBasis::predicted};
}

RequestTime request_time(const ModelSpeed& speed, double tokens_in, double tokens_out) {
    const auto read = reading(tokens_in, speed.prefill);
    return {read, sum(read, writing(tokens_out, tokens_in, speed.decode))};
}

Result<WorkloadTime> workload_time(const ProbeReport& report, const blueprint::ModelClass& model, engines::Quantisation quantisation,
                                   const blueprint::Workload& workload) {
    const auto speed = TRY(model_speed(report, model, quantisation));
    return WorkloadTime{request_time(speed, workload.tokens_in.p50, workload.tokens_out.p50),
                        request_time(speed, workload.tokens_in.p90, workload.tokens_out.p90), speed.basis};
}

PageTime page_time(const ModelSpeed& speed) { return {reading(tokens_per_page, speed.prefill), writing(tokens_per_page, 0, speed.decode)}; }

}  // namespace kireise::placement
