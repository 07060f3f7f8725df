#include "placement/probe_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/assets.h"
#include "blueprint/schema_check.h"

namespace kireise::placement {
namespace {

using blueprint::to_id;

constexpr std::string_view format_name = "kireise-probe";
constexpr int format_version = 1;
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
            {"streamed_bytes", model.streamed_bytes}};
}

ProbedModel model_from(const Json& json) {
    const auto quantisation = engines::parse_quantisation(json.at("quantisation").get<std::string>());
    if (!quantisation) throw std::invalid_argument("the quantisation is not known");
    return {json.at("id").get<std::string>(), *quantisation, json.at("parameters").get<std::uint64_t>(),
            json.at("layer_parameters").get<std::uint64_t>(), json.at("streamed_bytes").get<std::uint64_t>()};
}

Instant instant_from(const Json& milliseconds) { return Instant{std::chrono::milliseconds{milliseconds.get<std::int64_t>()}}; }

ProbeReport report_from(const Json& json) {
    ProbeReport report{.started = instant_from(json.at("started_ms")),
                       .seconds = json.at("seconds").get<double>(),
                       .engine = json.at("engine").get<std::string>(),
                       .backend = json.at("backend").get<std::string>(),
                       .threads = json.at("threads").get<int>(),
                       .hardware = hardware_from_json(json.at("hardware")),
                       .model = model_from(json.at("model")),
                       .method = id_at<ProbeMethod>(json.at("method")),
                       .layers = json.at("layers").get<std::vector<int>>(),
                       .prefill_tokens = json.at("prefill_tokens").get<int>(),
                       .decode_tokens = json.at("decode_tokens").get<int>(),
                       .prefill = speed_from(json.at("prefill")),
                       .decode = speed_from(json.at("decode")),
                       .memory = memory_from(json.at("memory")),
                       .peak_memory = json.at("peak_memory_bytes").get<std::uint64_t>(),
                       .load_before = json.at("load_before").get<double>(),
                       .load_after = json.at("load_after").get<double>(),
                       .warnings = {}};
    for (const auto& warning : json.at("warnings")) report.warnings.push_back(id_at<ProbeWarning>(warning));
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

bool ProbeReport::has(ProbeWarning warning) const { return std::ranges::find(warnings, warning) != warnings.end(); }

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
             {"model", to_json(report.model)},
             {"method", to_id(report.method)},
             {"layers", report.layers},
             {"prefill_tokens", report.prefill_tokens},
             {"decode_tokens", report.decode_tokens},
             {"prefill", to_json(report.prefill)},
             {"decode", to_json(report.decode)},
             {"memory", to_json(report.memory)},
             {"peak_memory_bytes", report.peak_memory},
             {"load_before", report.load_before},
             {"load_after", report.load_after},
             {"warnings", Json::array()}};
    for (const auto warning : report.warnings) out["warnings"].push_back(to_id(warning));
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
