#include "placement/probe_report.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace kireise::placement {
namespace {

using blueprint::to_id;

constexpr std::string_view format_name = "kireise-probe";
constexpr int format_version = 2;

Json to_json(const TokenSpeed& speed) {
    return {{"median", speed.median}, {"low", speed.low}, {"high", speed.high}, {"samples", speed.samples}};
}

Json to_json(const MemoryNeed& memory) {
    return {{"context_tokens", memory.context_tokens},
            {"weight_bytes", memory.weights},
            {"context_bytes", memory.context},
            {"compute_bytes", memory.compute},
            {"packing", to_id(memory.packing)}};
}

Json to_json(const ProbedModel& model) {
    return {{"id", model.id},
            {"quantisation", engines::to_string(model.quantisation)},
            {"parameters", model.parameters},
            {"layer_parameters", model.layer_parameters},
            {"streamed_bytes", model.streamed_bytes},
            {"attention_width", model.attention_width},
            {"context_bytes", model.context_bytes}};
}

Json to_json(const Measurement& measured) {
    Json out{
        {"model", to_json(measured.model)},
        {"method", to_id(measured.method)},
        {"layers", measured.layers},
        {"prefill_tokens", measured.prefill_tokens},
        {"decode_tokens", measured.decode_tokens},
        {"prefill", to_json(measured.prefill)},
        {"decode", to_json(measured.decode)},
        {"later",
         {{"tokens", measured.later.tokens}, {"prefill", to_json(measured.later.prefill)}, {"decode", to_json(measured.later.decode)}}},
        {"memory", to_json(measured.memory)},
        {"peak_memory_bytes", measured.peak_memory},
        {"seconds", measured.seconds},
        {"others", measured.others},
        {"slowdown", measured.slowdown},
        {"warnings", Json::array()}};
    for (const auto warning : measured.warnings) out["warnings"].push_back(to_id(warning));
    return out;
}

bool is_same(const ProbedModel& a, const ProbedModel& b) { return a.id == b.id && a.quantisation == b.quantisation; }

}  // namespace

ProbedModel probed_model(const std::string& id, const engines::ModelShape& shape, engines::Quantisation quantisation) {
    const auto layers = static_cast<std::uint64_t>(shape.layers);
    return {.id = id,
            .quantisation = quantisation,
            .parameters = engines::parameters(shape),
            .layer_parameters = engines::active_layer_parameters(shape) * layers,
            .streamed_bytes = engines::streamed_bytes(shape, quantisation),
            .attention_width = layers * static_cast<std::uint64_t>(shape.heads) * static_cast<std::uint64_t>(shape.head_dim),
            .context_bytes = engines::kv_bytes_per_token(shape)};
}

bool Measurement::has(ProbeWarning warning) const { return std::ranges::find(warnings, warning) != warnings.end(); }

bool Measurement::is_doubtful() const { return has(ProbeWarning::busy) || has(ProbeWarning::spread) || has(ProbeWarning::battery); }

std::vector<ProbeWarning> ProbeReport::warnings() const {
    std::vector<ProbeWarning> out;
    for (const auto& measured : measurements) out.insert(out.end(), measured.warnings.begin(), measured.warnings.end());
    std::ranges::sort(out);
    const auto doubles = std::ranges::unique(out);
    out.erase(doubles.begin(), doubles.end());
    return out;
}

const Measurement& ProbeReport::nearest(const ProbedModel& model) const {
    const auto distance = [&](const Measurement& one) {
        const double bytes = static_cast<double>(one.model.streamed_bytes) / static_cast<double>(model.streamed_bytes);
        return std::tuple(!is_same(one.model, model), one.model.quantisation != model.quantisation, std::abs(std::log(bytes)));
    };
    return *std::ranges::min_element(measurements, {}, distance);
}

Json to_json(const ProbeReport& report) {
    Json out{{"format", format_name},
             {"version", format_version},
             {"started", to_string(report.started)},
             {"started_ms", report.started.time_since_epoch().count()},
             {"seconds", report.seconds},
             {"engine", report.engine},
             {"backend", report.backend},
             {"threads", report.threads},
             {"hardware", to_json(report.hardware)},
             {"measurements", Json::array()}};
    for (const auto& measured : report.measurements) out["measurements"].push_back(to_json(measured));
    return out;
}

}  // namespace kireise::placement
