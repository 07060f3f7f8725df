#pragma once
// Use cases: the method that judges them, their definition, workload, reference cases, prompts and labelled mails.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "blueprint/common_types.h"

namespace kireise::blueprint {

struct Gate {  // knock-out question
    std::string id;
    std::string title;
    std::string question;
    std::vector<std::string> law;
    std::string fail;  // what a "no" means
};

enum class Axis { value, feasibility };

constexpr EnumIds<Axis, 2> enum_ids(Axis) { return {{{Axis::value, "value"}, {Axis::feasibility, "feasibility"}}}; }

struct Criterion {
    std::string id;
    std::string title;
    Axis axis = Axis::value;
    std::string question;
    int weight = 0;    // percent; all weights sum to 100
    std::string low;   // what 0 means
    std::string high;  // what 10 means
};

struct Method {
    std::string id;
    std::string lang;
    std::string title;
    std::vector<Gate> gates;
    std::vector<Criterion> criteria;
};

enum class AiActClass { prohibited, high_risk, transparency, minimal, unclear };

constexpr EnumIds<AiActClass, 5> enum_ids(AiActClass) {
    return {{{AiActClass::prohibited, "prohibited"},
             {AiActClass::high_risk, "high-risk"},
             {AiActClass::transparency, "transparency"},
             {AiActClass::minimal, "minimal"},
             {AiActClass::unclear, "unclear"}}};
}

struct AiAct {
    AiActClass risk = AiActClass::unclear;
    std::string reason;
    std::vector<std::string> law;
    Status status = Status::to_verify;
};

enum class GateAnswer { pass, fail, open };

constexpr EnumIds<GateAnswer, 3> enum_ids(GateAnswer) {
    return {{{GateAnswer::pass, "pass"}, {GateAnswer::fail, "fail"}, {GateAnswer::open, "open"}}};
}

struct GateResult {
    GateAnswer answer = GateAnswer::open;
    std::string reason;
};

struct Score {
    double value = 0;  // 0..10
    std::string reason;
};

enum class Approach { rule, search, classifier, llm };

constexpr EnumIds<Approach, 4> enum_ids(Approach) {
    return {{{Approach::rule, "rule"}, {Approach::search, "search"}, {Approach::classifier, "classifier"}, {Approach::llm, "llm"}}};
}

struct Risk {
    std::string title;
    std::string mitigation;
};

struct Label {
    std::string id;
    std::string title;
};

// checks_passed: share of gold cases whose checks all pass.
enum class Metric { accuracy, checks_passed };

constexpr EnumIds<Metric, 2> enum_ids(Metric) { return {{{Metric::accuracy, "accuracy"}, {Metric::checks_passed, "checks-passed"}}}; }

struct Bar {
    Metric metric = Metric::accuracy;
    double minimum = 0;  // 0..1
    std::string reason;
};

struct Speed {  // what a user accepts on a workstation
    int first_token_ms = 0;
    int total_ms = 0;
    std::string reason;
};

struct UseCase {
    std::string id;
    std::string lang;
    std::string title;
    std::string department;
    std::string summary;
    std::string problem;
    std::string benefit;
    Range volume_per_year;         // cases
    Range minutes_saved_per_case;  // minutes
    std::vector<DataClass> data_classes;
    std::string human_check;
    std::vector<Risk> risks;
    Levels competences;  // needed by those who use it
    AiAct ai_act;
    std::map<std::string, GateResult, std::less<>> gates;  // every gate of the method
    std::map<std::string, Score, std::less<>> scores;      // every criterion of the method
    Approach approach = Approach::rule;
    std::optional<std::string> model;  // smallest expected model class, llm only
    std::vector<Label> labels;         // of what is sorted: classifier, rule
    // Keyword rules, label -> words (lab/rule_run.h): the rung below a trained classifier. Empty: none.
    std::map<std::string, std::vector<std::string>, std::less<>> rules;
    Bar bar;
    Speed speed;
    Basis basis;
};

enum class ArrivalPattern { office_hours, batch };

constexpr EnumIds<ArrivalPattern, 2> enum_ids(ArrivalPattern) {
    return {{{ArrivalPattern::office_hours, "office-hours"}, {ArrivalPattern::batch, "batch"}}};
}

struct Arrival {
    ArrivalPattern pattern = ArrivalPattern::office_hours;
    double per_user_per_day_p50 = 0;
    double per_user_per_day_p90 = 0;
    double turns_mean = 1;
    double think_seconds_p50 = 0;
    std::optional<double> batch_deadline_hours;
};

struct Participation {  // share of staff who use it, 0..1, low <= mean <= high
    double low = 0;
    double mean = 0;
    double high = 0;
};

struct TokenCount {            // p50 <= p90 <= max
    std::string distribution;  // "lognormal"
    double p50 = 0;
    double p90 = 0;
    int max = 0;
};

struct ServiceLevel {  // milliseconds, 99th percentile
    double ttft_ms_p99 = 0;
    double tpot_ms_p99 = 0;
    double e2e_ms_p99 = 0;
};

// One request = one case handled.
struct Workload {
    std::string id;
    std::string lang;
    std::string usecase;
    Arrival arrival;
    Participation participation;
    TokenCount tokens_in;
    TokenCount tokens_out;
    int shared_prefix_tokens = 0;
    ServiceLevel slo;
    Basis basis;
};

enum class CheckKind { label, contains, forbids, max_chars, min_chars, json_schema, refuses, cites, quotes, max_lix, max_wiener, chrf };

constexpr EnumIds<CheckKind, 12> enum_ids(CheckKind) {
    return {{{CheckKind::label, "label"},
             {CheckKind::contains, "contains"},
             {CheckKind::forbids, "forbids"},
             {CheckKind::max_chars, "max_chars"},
             {CheckKind::min_chars, "min_chars"},
             {CheckKind::json_schema, "json_schema"},
             {CheckKind::refuses, "refuses"},
             {CheckKind::cites, "cites"},
             {CheckKind::quotes, "quotes"},
             {CheckKind::max_lix, "max_lix"},
             {CheckKind::max_wiener, "max_wiener"},
             {CheckKind::chrf, "chrf"}}};
}

struct Check {
    CheckKind kind = CheckKind::contains;
    Json parameters;  // the check as written, with its kind
};

struct GoldSource {
    std::string id;  // by which an answer cites it: [a-z0-9-]
    std::string text;
};

struct GoldCase {
    std::string id;
    std::string input;
    std::vector<GoldSource> sources = {};  // what the answer may rest on; the engine gets them behind the input
    std::vector<Check> checks;             // all must pass
    std::string note;
};

struct GoldCases {
    std::string id;
    std::string lang;
    std::string usecase;
    std::vector<GoldCase> cases;
};

struct Prompt {
    std::string id;
    std::string lang;
    std::string title;
    std::string usecase;
    double temperature = 0;
    int max_tokens = 0;
    std::string text;  // system instruction, Markdown
};

struct Mail {
    std::string id;
    std::string label;
    std::string subject;
    std::string text;
};

// Labelled synthetic mails of a classifier's use case; no mail is in both sets.
struct MailSet {
    std::string id;  // mails/SLUG
    std::string usecase;
    std::vector<Mail> train;
    std::vector<Mail> test;
};

}  // namespace kireise::blueprint
