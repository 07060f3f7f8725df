#include "placement/probe_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>

#include "base/assets.h"
#include "blueprint/schema_check.h"

namespace kireise::placement {
namespace {

using blueprint::to_id;

constexpr std::string_view format_name = "kireise-probe";
constexpr int format_version = 2;
constexpr std::string_view schema_file = "blueprint/schemas/probe.schema.json";

template <class E>
E id_at(const Json& value) {
    const auto id = blueprint::from_id<E>(value.get<std::string>());
    if (!id) throw std::invalid_argument(fmt::format("{} is not one of {}", value.dump(), blueprint::id_list<E>()));
    return *id;
}

Json to_json(const TokenSpeed& speed) {
    return {{"median", speed.median}, {"low", speed.low}, {"high", speed.high}, {"samples", speed.samples}};
}

TokenSpeed speed_from(const Json& json) {
    const TokenSpeed speed{json.at("median").get<double>(), json.at("low").get<double>(), json.at("high").get<double>(),
                           json.at("samples").get<int>()};
    if (!(0 < speed.low && speed.low <= speed.median && speed.median <= speed.high)) {
        throw std::invalid_argument("a speed needs 0 < low <= median <= high");
    }
    return speed;
}

Json to_json(const MemoryNeed& memory) {
    return {{"context_tokens", memory.context_tokens},
            {"weight_bytes", memory.weights},
            {"context_bytes", memory.context},
            {"compute_bytes", memory.compute},
            {"packing", to_id(memory.packing)}};
}

MemoryNeed memory_from(const Json& json) {
    return {json.at("context_tokens").get<int>(), json.at("weight_bytes").get<std::uint64_t>(),
            json.at("context_bytes").get<std::uint64_t>(), json.at("compute_bytes").get<std::uint64_t>(),
            id_at<Packing>(json.at("packing"))};
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

ProbedModel model_from(const Json& json) {
    const auto quantisation = engines::parse_quantisation(json.at("quantisation").get<std::string>());
    if (!quantisation) throw std::invalid_argument("the quantisation is not known");
    const auto count = [&](const char* name) { return json.at(name).get<std::uint64_t>(); };
    return {
        json.at("id").get<std::string>(), *quantisation,         count("parameters"), count("layer_parameters"), count("streamed_bytes"),
        count("attention_width"),         count("context_bytes")};
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

Measurement measurement_from(const Json& json) {
    const auto& later = json.at("later");
    Measurement out{.model = model_from(json.at("model")),
                    .method = id_at<ProbeMethod>(json.at("method")),
                    .layers = json.at("layers").get<std::vector<int>>(),
                    .prefill_tokens = json.at("prefill_tokens").get<int>(),
                    .decode_tokens = json.at("decode_tokens").get<int>(),
                    .prefill = speed_from(json.at("prefill")),
                    .decode = speed_from(json.at("decode")),
                    .later = {later.at("tokens").get<int>(), speed_from(later.at("prefill")), speed_from(later.at("decode"))},
                    .memory = memory_from(json.at("memory")),
                    .peak_memory = json.at("peak_memory_bytes").get<std::uint64_t>(),
                    .seconds = json.at("seconds").get<double>(),
                    .others = json.at("others").get<double>(),
                    .slowdown = json.at("slowdown").get<double>(),
                    .warnings = {}};
    for (const auto& warning : json.at("warnings")) out.warnings.push_back(id_at<ProbeWarning>(warning));
    return out;
}

Instant instant_from(const Json& milliseconds) { return Instant{std::chrono::milliseconds{milliseconds.get<std::int64_t>()}}; }

bool is_same(const ProbedModel& a, const ProbedModel& b) { return a.id == b.id && a.quantisation == b.quantisation; }

ProbeReport report_from(const Json& json) {
    ProbeReport report{.started = instant_from(json.at("started_ms")),
                       .seconds = json.at("seconds").get<double>(),
                       .engine = json.at("engine").get<std::string>(),
                       .backend = json.at("backend").get<std::string>(),
                       .threads = json.at("threads").get<int>(),
                       .hardware = hardware_from_json(json.at("hardware")),
                       .measurements = {}};
    for (const auto& one : json.at("measurements")) {
        auto measured = measurement_from(one);
        for (const auto& other : report.measurements) {
            if (is_same(other.model, measured.model)) throw std::invalid_argument(fmt::format("{} is measured twice", measured.model.id));
        }
        report.measurements.push_back(std::move(measured));
    }
    return report;
}

Result<blueprint::Schema> published_schema() {
    const auto text = asset(schema_file);
    if (!text) return fail(ErrorKind::internal, fmt::format("The program was built without {}.", schema_file));
    return blueprint::Schema::parse(*text);
}

Result<> check_schema(const Json& json) {
    static const auto schema = published_schema();
    const auto violations = TRY(schema).check(json);
    if (violations.empty()) return {};
    return fail(ErrorKind::invalid,
                fmt::format("This is no report of 'kireise probe': {}: {}", violations.front().pointer, violations.front().expectation));
}

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

Result<ProbeReport> parse_probe_report(std::string_view text) {
    return probe_report_from_json(TRY(parse_json(text, {.bytes = probe_report_limit, .depth = 8})));
}

Result<ProbeReport> probe_report_from_json(const Json& json) {
    TRY(check_schema(json));
    try {
        return report_from(json);
    } catch (const std::exception& problem) {
        return fail(ErrorKind::invalid, fmt::format("The report of 'kireise probe' cannot be read: {}.", problem.what()));
    }
}

}  // namespace kireise::placement
