#pragma once
// The record of one practical test: which engine answered the gold cases of a use case, how well and how fast. Never changed once written.
// As JSON it is a published format: blueprint/schemas/lab-run.schema.json.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "blueprint/usecase_types.h"
#include "blueprint/vocabulary.h"
#include "engines/evaluation.h"
#include "lab/checks.h"
#include "lab/statistics.h"

namespace kireise::lab {

enum class EngineKind { rule, classifier, chat };

constexpr blueprint::EnumIds<EngineKind, 3> enum_ids(EngineKind) {
    return {{{EngineKind::rule, "rule"}, {EngineKind::classifier, "classifier"}, {EngineKind::chat, "chat"}}};
}

struct EngineUsed {
    EngineKind kind = EngineKind::classifier;
    std::string name;        // "keywords", "fastText", or the model as the engine calls it
    std::string model;       // model class, e.g. "model/dense-1b"; "" when it belongs to none
    bool synthetic = false;  // random weights: the answers say nothing about any real model
    bool scripted = false;   // no model at all: a program that plays an engine in tests
    blueprint::EngineLocation location = blueprint::EngineLocation::workstation;

    // Whether its answers say anything about quality.
    [[nodiscard]] bool real() const { return !synthetic && !scripted; }
};

struct Spread {  // milliseconds
    double p50 = 0;
    double p90 = 0;
    friend bool operator==(const Spread&, const Spread&) = default;
};

struct CaseResult {
    std::string id;
    std::string input;
    std::string answer;  // of a classifier: the label
    bool passed = false;
    std::vector<CheckResult> checks;
    double first_token_ms = 0;
    double total_ms = 0;
    std::optional<int> prompt_tokens;
    std::optional<int> answer_tokens;
    std::string problem;  // why this one case got no answer; "" when it did
};

struct Outcome {  // of one test mail
    std::string id;
    bool right = false;
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

// Of what sorts texts: a classifier, or rules, which are not trained.
struct ClassifierDetails {
    std::size_t train_mails = 0;
    double train_ms = 0;
    engines::Evaluation test;  // on mails that were not in training
    std::vector<Outcome> outcomes = {};
};

// What lists and verdicts need of a run.
struct RunSummary {
    std::string id;  // random
    std::string usecase;
    EngineUsed engine;
    std::string commit;  // of the content: gold cases, prompt, mails, bar
    Instant started;
    std::string problem;  // why it broke off; "" when complete. The figures below then mean nothing
    blueprint::Metric metric = blueprint::Metric::accuracy;
    std::size_t samples = 0;  // what the value is a mean of: test mails or gold cases
    double value = 0;         // 0..1
    Interval interval;        // 95 %
    double bar = 0;           // 0..1, from the use case
    Spread first_token;       // of a classifier: the whole prediction
    Spread total;

    [[nodiscard]] bool complete() const { return problem.empty(); }
    // Whether the value says anything about quality: a synthetic model reaches a bar by chance only, a scripted engine is no model.
    [[nodiscard]] bool counts() const { return complete() && engine.real() && samples > 0; }
    [[nodiscard]] bool passed() const { return counts() && value >= bar; }
};

struct LabRun : RunSummary {
    std::vector<CaseResult> cases;
    std::optional<ClassifierDetails> classifier;

    [[nodiscard]] std::size_t cases_passed() const;
};

[[nodiscard]] Json to_json(const LabRun& run);
[[nodiscard]] Json to_json(const RunSummary& run);  // the same without "cases" and "classifier"; only for keeping

// invalid when it is not what to_json() writes. A summary is read from both forms.
[[nodiscard]] Result<LabRun> lab_run_from_json(const Json& json);
[[nodiscard]] Result<RunSummary> run_summary_from_json(const Json& json);

}  // namespace kireise::lab
