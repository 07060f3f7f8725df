#include "lab/lab_run.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace kireise::lab {
namespace {

using blueprint::to_id;

constexpr std::string_view format_name = "kireise-lab-run";
constexpr int format_version = 1;

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json or_null(const std::optional<int>& number) { return number ? Json(*number) : Json(); }
std::string text_or_empty(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }
std::optional<int> optional_count(const Json& value) {
    if (!value.is_number_unsigned() || !std::in_range<int>(value.get<std::uint64_t>())) return std::nullopt;
    return value.get<int>();
}

template <class E>
E id_at(const Json& object, const char* name) {
    const auto id = object.at(name).get<std::string>();
    if (const auto value = blueprint::from_id<E>(id)) return *value;
    throw Json::other_error::create(599, fmt::format("{}: \"{}\" is not one of {}", name, id, blueprint::id_list<E>()), &object);
}

Json to_json(const EngineUsed& engine) {
    return {{"kind", to_id(engine.kind)},    {"name", engine.name},         {"model", or_null(engine.model)},
            {"synthetic", engine.synthetic}, {"scripted", engine.scripted}, {"location", to_id(engine.location)}};
}

EngineUsed engine_from(const Json& json) {
    return {.kind = id_at<EngineKind>(json, "kind"),
            .name = json.at("name").get<std::string>(),
            .model = text_or_empty(json.at("model")),
            .synthetic = json.at("synthetic").get<bool>(),
            .scripted = json.value("scripted", false),
            .location = id_at<blueprint::EngineLocation>(json, "location")};
}

Json to_json(const Spread& spread) { return {{"p50", spread.p50}, {"p90", spread.p90}}; }
Spread spread_from(const Json& json) { return {json.at("p50").get<double>(), json.at("p90").get<double>()}; }

Json to_json(const CheckResult& check) {
    return {{"kind", to_id(check.kind)}, {"passed", check.passed}, {"finding", check.sentence}, {"values", check.values}};
}

CheckResult check_from(const Json& json) {
    return {id_at<blueprint::CheckKind>(json, "kind"), json.at("passed").get<bool>(), json.at("finding").get<std::string>(),
            json.at("values")};
}

Json to_json(const CaseResult& result) {
    Json out{{"id", result.id},
             {"input", result.input},
             {"answer", result.answer},
             {"passed", result.passed},
             {"checks", Json::array()},
             {"first_token_ms", result.first_token_ms},
             {"total_ms", result.total_ms},
             {"prompt_tokens", or_null(result.prompt_tokens)},
             {"answer_tokens", or_null(result.answer_tokens)},
             {"problem", or_null(result.problem)}};
    for (const auto& check : result.checks) out["checks"].push_back(to_json(check));
    return out;
}

CaseResult case_from(const Json& json) {
    CaseResult out{.id = json.at("id").get<std::string>(),
                   .input = json.at("input").get<std::string>(),
                   .answer = json.at("answer").get<std::string>(),
                   .passed = json.at("passed").get<bool>(),
                   .first_token_ms = json.at("first_token_ms").get<double>(),
                   .total_ms = json.at("total_ms").get<double>(),
                   .prompt_tokens = optional_count(json.at("prompt_tokens")),
                   .answer_tokens = optional_count(json.at("answer_tokens")),
                   .problem = text_or_empty(json.at("problem"))};
    for (const auto& check : json.at("checks")) out.checks.push_back(check_from(check));
    return out;
}

Json to_json(const ClassifierDetails& details) {
    Json labels = Json::array();
    for (const auto& score : details.test.labels) {
        labels.push_back(
            {{"label", score.label}, {"precision", score.precision}, {"recall", score.recall}, {"f1", score.f1}, {"mails", score.cases}});
    }
    Json outcomes = Json::array();
    for (const auto& outcome : details.outcomes) outcomes.push_back({{"id", outcome.id}, {"right", outcome.right}});
    return {{"train_mails", details.train_mails},  {"train_ms", details.train_ms},
            {"test_mails", details.test.cases},    {"accuracy", details.test.accuracy},
            {"macro_f1", details.test.macro_f1},   {"labels", labels},
            {"confusion", details.test.confusion}, {"outcomes", outcomes}};
}

ClassifierDetails classifier_from(const Json& json) {
    ClassifierDetails out{.train_mails = json.at("train_mails").get<std::size_t>(), .train_ms = json.at("train_ms").get<double>()};
    out.test = {.cases = json.at("test_mails").get<std::size_t>(),
                .accuracy = json.at("accuracy").get<double>(),
                .macro_f1 = json.at("macro_f1").get<double>(),
                .labels = {},
                .confusion = json.at("confusion").get<std::vector<std::vector<std::size_t>>>()};
    for (const auto& label : json.at("labels")) {
        out.test.labels.push_back({label.at("label").get<std::string>(), label.at("precision").get<double>(),
                                   label.at("recall").get<double>(), label.at("f1").get<double>(), label.at("mails").get<std::size_t>()});
    }
    for (const auto& outcome : json.value("outcomes", Json::array()))
        out.outcomes.push_back({outcome.at("id").get<std::string>(), outcome.at("right").get<bool>()});
    return out;
}

Instant instant_from(const Json& milliseconds) { return Instant{std::chrono::milliseconds{milliseconds.get<std::int64_t>()}}; }

RunSummary summary_from(const Json& json) {
    return {.id = json.at("id").get<std::string>(),
            .usecase = json.at("usecase").get<std::string>(),
            .engine = engine_from(json.at("engine")),
            .commit = json.at("content_commit").get<std::string>(),
            .started = instant_from(json.at("started_ms")),
            .problem = text_or_empty(json.at("problem")),
            .metric = id_at<blueprint::Metric>(json, "metric"),
            .samples = json.at("samples").get<std::size_t>(),
            .value = json.at("value").get<double>(),
            .interval = {json.at("interval").at("low").get<double>(), json.at("interval").at("high").get<double>()},
            .bar = json.at("bar").get<double>(),
            .first_token = spread_from(json.at("first_token_ms")),
            .total = spread_from(json.at("total_ms"))};
}

LabRun run_from(const Json& json) {
    LabRun run{summary_from(json), {}, {}};
    for (const auto& result : json.at("cases")) run.cases.push_back(case_from(result));
    if (const auto& details = json.at("classifier"); details.is_object()) run.classifier = classifier_from(details);
    return run;
}

// What `read` makes of the JSON of a run.
template <class T>
Result<T> read_format(const Json& json, T (*read)(const Json&)) {
    try {
        if (json.at("format") != format_name || json.at("version") != format_version) {
            return fail(ErrorKind::invalid, fmt::format("This is no {} of version {}.", format_name, format_version));
        }
        return read(json);
    } catch (const Json::exception& problem) {
        return fail(ErrorKind::invalid, fmt::format("The record of a practical test cannot be read: {}.", problem.what()));
    }
}

}  // namespace

std::size_t LabRun::cases_passed() const { return static_cast<std::size_t>(std::ranges::count_if(cases, &CaseResult::passed)); }

Json to_json(const RunSummary& run) {
    return {{"format", format_name},
            {"version", format_version},
            {"id", run.id},
            {"usecase", run.usecase},
            {"engine", to_json(run.engine)},
            {"content_commit", run.commit},
            {"started", to_string(run.started)},
            {"started_ms", run.started.time_since_epoch().count()},
            {"complete", run.complete()},
            {"problem", or_null(run.problem)},
            {"metric", to_id(run.metric)},
            {"samples", run.samples},
            {"value", run.value},
            {"interval", {{"low", run.interval.low}, {"high", run.interval.high}, {"level", interval_level}}},
            {"bar", run.bar},
            {"passed", run.passed()},
            {"first_token_ms", to_json(run.first_token)},
            {"total_ms", to_json(run.total)}};
}

Json to_json(const LabRun& run) {
    auto out = to_json(static_cast<const RunSummary&>(run));
    out["cases"] = Json::array();
    out["classifier"] = run.classifier ? to_json(*run.classifier) : Json();
    for (const auto& result : run.cases) out["cases"].push_back(to_json(result));
    return out;
}

Result<LabRun> lab_run_from_json(const Json& json) { return read_format<LabRun>(json, run_from); }
Result<RunSummary> run_summary_from_json(const Json& json) { return read_format<RunSummary>(json, summary_from); }

}  // namespace kireise::lab
