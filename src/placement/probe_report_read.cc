#include <fmt/format.h>

#include <stdexcept>

#include "base/assets.h"
#include "blueprint/schema_check.h"
#include "placement/probe_report.h"

namespace kireise::placement {
namespace {

constexpr std::string_view schema_file = "blueprint/schemas/probe.schema.json";

template <class E>
E id_at(const Json& value) {
    const auto id = blueprint::from_id<E>(value.get<std::string>());
    if (!id) throw std::invalid_argument(fmt::format("{} is not one of {}", value.dump(), blueprint::id_list<E>()));
    return *id;
}

TokenSpeed speed_from(const Json& json) {
    const TokenSpeed speed{json.at("median").get<double>(), json.at("low").get<double>(), json.at("high").get<double>(),
                           json.at("samples").get<int>()};
    if (!(0 < speed.low && speed.low <= speed.median && speed.median <= speed.high)) {
        throw std::invalid_argument("a speed needs 0 < low <= median <= high");
    }
    return speed;
}

MemoryNeed memory_from(const Json& json) {
    return {json.at("context_tokens").get<int>(), json.at("weight_bytes").get<std::uint64_t>(),
            json.at("context_bytes").get<std::uint64_t>(), json.at("compute_bytes").get<std::uint64_t>(),
            id_at<Packing>(json.at("packing"))};
}

ProbedModel model_from(const Json& json) {
    const auto quantisation = engines::parse_quantisation(json.at("quantisation").get<std::string>());
    if (!quantisation) throw std::invalid_argument("the quantisation is not known");
    const auto count = [&](const char* name) { return json.at(name).get<std::uint64_t>(); };
    return {
        json.at("id").get<std::string>(), *quantisation,         count("parameters"), count("layer_parameters"), count("streamed_bytes"),
        count("attention_width"),         count("context_bytes")};
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
            if (other.model.id == measured.model.id && other.model.quantisation == measured.model.quantisation)
                throw std::invalid_argument(fmt::format("{} is measured twice", measured.model.id));
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
