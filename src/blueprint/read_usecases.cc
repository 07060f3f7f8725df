#include "blueprint/json_reading.h"
#include "blueprint/readers.h"

namespace kireise::blueprint {

static void from_json(const Json& json, Gate& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
    read(json, "question", out.question);
    read(json, "law", out.law);
    read(json, "fail", out.fail);
}

static void from_json(const Json& json, Criterion& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
    read(json, "axis", out.axis);
    read(json, "question", out.question);
    read(json, "weight", out.weight);
    read(json, "low", out.low);
    read(json, "high", out.high);
}

void from_json(const Json& json, Method& out) {
    read_head(json, out);
    read(json, "gates", out.gates);
    read(json, "criteria", out.criteria);
}

static void from_json(const Json& json, Risk& out) {
    read(json, "title", out.title);
    read(json, "mitigation", out.mitigation);
}

static void from_json(const Json& json, AiAct& out) {
    read(json, "class", out.risk);
    read(json, "reason", out.reason);
    read(json, "law", out.law);
    read(json, "status", out.status);
}

static void from_json(const Json& json, GateResult& out) {
    read(json, "answer", out.answer);
    read(json, "reason", out.reason);
}

static void from_json(const Json& json, Score& out) {
    read(json, "value", out.value);
    read(json, "reason", out.reason);
}

static void from_json(const Json& json, Label& out) {
    read(json, "id", out.id);
    read(json, "title", out.title);
}

static void from_json(const Json& json, Bar& out) {
    read(json, "metric", out.metric);
    read(json, "minimum", out.minimum);
    read(json, "reason", out.reason);
}

static void from_json(const Json& json, Speed& out) {
    read(json, "first_token_ms", out.first_token_ms);
    read(json, "total_ms", out.total_ms);
    read(json, "reason", out.reason);
}

void from_json(const Json& json, UseCase& out) {
    read_head(json, out);
    read(json, "department", out.department);
    read(json, "summary", out.summary);
    read(json, "problem", out.problem);
    read(json, "benefit", out.benefit);
    read(json, "volume_per_year", out.volume_per_year);
    read(json, "minutes_saved_per_case", out.minutes_saved_per_case);
    read(json, "data_classes", out.data_classes);
    read(json, "human_check", out.human_check);
    read(json, "risks", out.risks);
    read(json, "competences", out.competences);
    read(json, "ai_act", out.ai_act);
    read(json, "gates", out.gates);
    read(json, "scores", out.scores);
    read(json, "approach", out.approach);
    read(json, "model", out.model);
    read_if_present(json, "labels", out.labels);
    read_if_present(json, "rules", out.rules);
    read(json, "bar", out.bar);
    read(json, "speed", out.speed);
    read(json, "basis", out.basis);
}

static void from_json(const Json& json, Arrival& out) {
    read(json, "pattern", out.pattern);
    read(json.at("per_user_per_day"), "p50", out.per_user_per_day_p50);
    read(json.at("per_user_per_day"), "p90", out.per_user_per_day_p90);
    read(json, "turns_mean", out.turns_mean);
    read(json, "think_seconds_p50", out.think_seconds_p50);
    read(json, "batch_deadline_hours", out.batch_deadline_hours);
}

static void from_json(const Json& json, Participation& out) {
    read(json, "low", out.low);
    read(json, "mean", out.mean);
    read(json, "high", out.high);
}

static void from_json(const Json& json, TokenCount& out) {
    read(json, "distribution", out.distribution);
    read(json, "p50", out.p50);
    read(json, "p90", out.p90);
    read(json, "max", out.max);
}

static void from_json(const Json& json, ServiceLevel& out) {
    read(json, "ttft_ms_p99", out.ttft_ms_p99);
    read(json, "tpot_ms_p99", out.tpot_ms_p99);
    read(json, "e2e_ms_p99", out.e2e_ms_p99);
}

void from_json(const Json& json, Workload& out) {
    read(json, "id", out.id);
    read(json, "lang", out.lang);
    read(json, "usecase", out.usecase);
    read(json, "arrival", out.arrival);
    read(json, "participation", out.participation);
    read(json, "tokens_in", out.tokens_in);
    read(json, "tokens_out", out.tokens_out);
    read(json, "shared_prefix_tokens", out.shared_prefix_tokens);
    read(json, "slo", out.slo);
    read(json, "basis", out.basis);
}

static void from_json(const Json& json, Check& out) {
    read(json, "kind", out.kind);
    out.parameters = json;
}

static void from_json(const Json& json, GoldSource& out) {
    read(json, "id", out.id);
    read(json, "text", out.text);
}

static void from_json(const Json& json, GoldCase& out) {
    read(json, "id", out.id);
    read(json, "input", out.input);
    read_if_present(json, "sources", out.sources);
    read(json, "checks", out.checks);
    read(json, "note", out.note);
}

void from_json(const Json& json, GoldCases& out) {
    read(json, "id", out.id);
    read(json, "lang", out.lang);
    read(json, "usecase", out.usecase);
    read(json, "cases", out.cases);
}

void from_json(const Json& json, Prompt& out) {
    read_head(json, out);
    read(json, "usecase", out.usecase);
    read(json, "temperature", out.temperature);
    read(json, "max_tokens", out.max_tokens);
}

}  // namespace kireise::blueprint
