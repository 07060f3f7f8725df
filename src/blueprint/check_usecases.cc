#include <algorithm>

#include "base/text.h"
#include "blueprint/checks.h"

namespace kireise::blueprint {
namespace {

// The keys of `answers` must be the ids of `wanted`: all of them, and no others.
template <class Answers, class Wanted>
void check_keys(Report& report, std::string_view owner, std::string_view pointer, const Answers& answers, const Wanted& wanted,
                std::string_view what) {
    for (const auto& one : wanted) {
        if (!answers.contains(one.id)) report.at(owner, pointer, fmt::format("The {} {} is not answered.", what, one.id));
    }
    for (const auto& [id, answer] : answers) {
        if (std::ranges::none_of(wanted, [&](const auto& one) { return one.id == id; })) {
            report.at(owner, fmt::format("{}/{}", pointer, id), fmt::format("The method has no {} {}.", what, id));
        }
    }
}

void check_range(Report& report, std::string_view owner, std::string_view pointer, const Range& range) {
    if (range.low > range.high) report.at(owner, pointer, "The low value must not be above the high one.");
}

void check_approach(const Content& content, Report& report, const UseCase& usecase) {
    if (usecase.approach == Approach::llm && !usecase.model)
        report.at(usecase.id, "/model", "A use case with a language model names its model class.");
    if (usecase.approach == Approach::classifier && usecase.labels.size() < 2)
        report.at(usecase.id, "", "A classifier needs at least two labels.");
    if (usecase.model) check_reference<ModelClass>(content, report, usecase.id, "/model", *usecase.model);
    check_unique(report, usecase.id, "/labels", usecase.labels, &Label::id);
    for (const auto& [label, words] : usecase.rules) {
        if (std::ranges::find(usecase.labels, label, &Label::id) == usecase.labels.end())
            report.at(usecase.id, "/rules/" + label, fmt::format("{} is not among the labels of this use case.", label));
    }
}

void check_usecase(const Content& content, Report& report, const UseCase& usecase) {
    check_levels(content, report, usecase.id, "/competences", usecase.competences);
    check_references<Law>(content, report, usecase.id, "/ai_act/law", usecase.ai_act.law);
    check_range(report, usecase.id, "/volume_per_year", usecase.volume_per_year);
    check_range(report, usecase.id, "/minutes_saved_per_case", usecase.minutes_saved_per_case);
    check_approach(content, report, usecase);
    if (content.method.id.empty()) return;
    check_keys(report, usecase.id, "/gates", usecase.gates, content.method.gates, "gate");
    check_keys(report, usecase.id, "/scores", usecase.scores, content.method.criteria, "criterion");
}

// Workload, gold cases and prompt lie in the folder of the use case they name.
template <class T>
void check_owner(const Content& content, Report& report, const T& value) {
    const auto wanted = fmt::format("usecase/{}", slug_of(value.id));
    if (value.usecase != wanted)
        report.at(value.id, "/usecase", fmt::format("The use case must be {}, in whose folder the file lies.", wanted));
    else check_reference<UseCase>(content, report, value.id, "/usecase", value.usecase);
}

void check_tokens(Report& report, std::string_view owner, std::string_view pointer, const TokenCount& tokens) {
    if (tokens.p50 > tokens.p90 || tokens.p90 > tokens.max) report.at(owner, pointer, "p50, p90 and max must not fall in this order.");
}

void check_workload(const Content& content, Report& report, const Workload& workload) {
    check_owner(content, report, workload);
    check_tokens(report, workload.id, "/tokens_in", workload.tokens_in);
    check_tokens(report, workload.id, "/tokens_out", workload.tokens_out);
    const auto& share = workload.participation;
    if (share.low > share.mean || share.mean > share.high)
        report.at(workload.id, "/participation", "low, mean and high must not fall in this order.");
    if (workload.arrival.per_user_per_day_p50 > workload.arrival.per_user_per_day_p90) {
        report.at(workload.id, "/arrival/per_user_per_day", "p50 must not be above p90.");
    }
    if ((workload.arrival.pattern == ArrivalPattern::batch) != workload.arrival.batch_deadline_hours.has_value()) {
        report.at(workload.id, "/arrival/batch_deadline_hours", "A batch has a deadline in hours, office hours have null.");
    }
}

void check_gold(const Content& content, Report& report, const GoldCases& gold) {
    check_owner(content, report, gold);
    check_unique(report, gold.id, "/cases", gold.cases, &GoldCase::id);
    const auto* usecase = content.find<UseCase>(gold.usecase);
    if (usecase == nullptr) return;
    for (std::size_t i = 0; i < gold.cases.size(); ++i) {
        check_unique(report, gold.id, fmt::format("/cases/{}/sources", i), gold.cases[i].sources, &GoldSource::id);
        const bool quotes = std::ranges::find(gold.cases[i].checks, CheckKind::quotes, &Check::kind) != gold.cases[i].checks.end();
        if (quotes && gold.cases[i].sources.empty())
            report.at(gold.id, fmt::format("/cases/{}/checks", i), "A case with the check quotes needs sources that can be cited.");
        for (std::size_t k = 0; k < gold.cases[i].checks.size(); ++k) {
            const auto& check = gold.cases[i].checks[k];
            if (check.kind != CheckKind::label) continue;
            const auto label = check.parameters.value("value", "");
            if (std::ranges::find(usecase->labels, label, &Label::id) != usecase->labels.end()) continue;
            report.at(gold.id, fmt::format("/cases/{}/checks/{}/value", i, k),
                      fmt::format("{} is not among the labels of {}.", label, usecase->id));
        }
    }
}

}  // namespace

void check_method(const Content& content, Report& report) {
    const auto& method = content.method;
    if (method.id.empty()) return;
    int sum = 0;
    for (const auto& criterion : method.criteria) sum += criterion.weight;
    if (sum != 100) report.at(method.id, "/criteria", fmt::format("The weights must sum to 100; they sum to {}.", sum));
    check_unique(report, method.id, "/gates", method.gates, &Gate::id);
    check_unique(report, method.id, "/criteria", method.criteria, &Criterion::id);
    for (std::size_t i = 0; i < method.gates.size(); ++i) {
        check_references<Law>(content, report, method.id, fmt::format("/gates/{}/law", i), method.gates[i].law);
    }
}

void check_usecases(const Content& content, Report& report) {
    for (const auto& usecase : content.all<UseCase>()) check_usecase(content, report, usecase);
    for (const auto& workload : content.all<Workload>()) check_workload(content, report, workload);
    for (const auto& gold : content.all<GoldCases>()) check_gold(content, report, gold);
    for (const auto& prompt : content.all<Prompt>()) {
        check_owner(content, report, prompt);
        if (prompt.text.empty()) report.at(prompt.id, "", "The prompt has no text after its front matter.");
    }
}

}  // namespace kireise::blueprint
