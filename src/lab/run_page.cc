#include "lab/run_page.h"

#include "base/text.h"
#include "formats/chart_svg.h"
#include "lab/lab_store.h"
#include "lab/labels.h"
#include "people/error_text.h"
#include "people/texts.h"

namespace kireise::lab {
namespace {

using people::Context;
using people::fill;

constexpr std::size_t title_characters = 70;
constexpr std::size_t commit_characters = 10;

// What is known of the use case today, or at least its id: content may have been removed since.
struct Known {
    std::shared_ptr<const blueprint::Snapshot> content;
    blueprint::UseCase usecase;
    const blueprint::GoldCases* gold = nullptr;
};

Result<Known> known_usecase(const Context& context, const LabRun& run) {
    Known out;
    const auto then = context.town.content_at(run.commit);
    out.content = then ? *then : TRY(context.town.content());
    const auto* usecase = out.content->find<blueprint::UseCase>(run.usecase);
    if (usecase != nullptr) out.usecase = *usecase;
    else out.usecase.id = out.usecase.title = run.usecase;
    out.gold = out.content->gold_of(run.usecase);
    return out;
}

std::string note_of(const Known& known, const std::string& case_id) {
    if (known.gold == nullptr) return {};
    for (const auto& gold : known.gold->cases) {
        if (gold.id == case_id) return gold.note;
    }
    return {};
}

Json check_data(const Context& context, const Known& known, const CheckResult& check) {
    return {{"passed", check.passed},
            {"result", context.t(check.passed ? "lab.check_passed" : "lab.check_failed")},
            {"badge", check.passed ? "success" : "danger"},
            {"text", check_text(context.language.texts, context.language.id, known.usecase, check)}};
}

Json case_data(const Context& context, const Known& known, const LabRun& run, std::size_t index) {
    const auto& result = run.cases[index];
    const bool labels = run.classifier.has_value();
    const auto answer = labels ? label_title(known.usecase, result.answer) : result.answer;
    auto checks = Json::array();
    for (const auto& check : result.checks) checks.push_back(check_data(context, known, check));
    return {{"number", std::to_string(index + 1)},
            {"title", shortened(result.input, title_characters)},
            {"input", result.input},
            {"answer", answer.empty() ? context.t("lab.no_answer") : answer},
            {"problem", people::in_language(context.language.id, result.problem)},
            {"passed", result.passed},
            {"state_text", context.t(result.passed ? "lab.case_passed" : "lab.case_failed")},
            {"badge", result.passed ? "success" : "danger"},
            {"note", note_of(known, result.id)},
            {"time", result.problem.empty() ? context.duration(result.total_ms) : ""},
            {"checks", checks}};
}

Json label_row(const Context& context, const Known& known, const engines::LabelScore& score) {
    return {{"title", label_title(known.usecase, score.label)},
            {"precision", context.percent(score.precision)},
            {"recall", context.percent(score.recall)},
            {"f1", context.number(score.f1, 2)},
            {"mails", context.number(static_cast<double>(score.cases))}};
}

Json confusion_row(const Known& known, const engines::Evaluation& test, std::size_t actual) {
    auto cells = Json::array();
    for (std::size_t predicted = 0; predicted < test.labels.size(); ++predicted) {
        const auto count = test.confusion.at(actual).at(predicted);
        cells.push_back({{"count", std::to_string(count)}, {"right", predicted == actual}, {"none", count == 0}});
    }
    return {{"title", label_title(known.usecase, test.labels[actual].label)}, {"cells", cells}};
}

std::string recall_chart(const Context& context, const Known& known, const engines::Evaluation& test) {
    formats::BarChart chart{.head = {.id = "recall", .title = context.t("lab.recall_chart"), .lang = context.language.id}, .unit = "%"};
    for (const auto& score : test.labels) {
        if (score.cases > 0) chart.bars.push_back({.label = label_title(known.usecase, score.label), .value = score.recall * 100});
    }
    return formats::bar_chart_svg(chart);
}

Json classifier_data(const Context& context, const Known& known, const ClassifierDetails& details) {
    const auto& test = details.test;
    Json out{{"chart", recall_chart(context, known, test)},
             {"macro_f1", context.number(test.macro_f1, 2)},
             {"trained", fill(context.t(details.train_mails > 0 ? "lab.trained" : "lab.not_trained"),
                              {{"train", context.number(static_cast<double>(details.train_mails))},
                               {"test", context.number(static_cast<double>(test.cases))},
                               {"time", context.duration(details.train_ms)}})},
             {"labels", Json::array()},
             {"confusion", Json::array()}};
    for (std::size_t i = 0; i < test.labels.size(); ++i) {
        out["labels"].push_back(label_row(context, known, test.labels[i]));
        out["confusion"].push_back(confusion_row(known, test, i));
    }
    return out;
}

std::string times_text(const Context& context, const LabRun& run) {
    const auto key = run.classifier ? "lab.times_classifier" : "lab.times_chat";
    return fill(context.t(key), {{"first", context.duration(run.first_token.p50)},
                                 {"p50", context.duration(run.total.p50)},
                                 {"p90", context.duration(run.total.p90)}});
}

Result<Json> other_runs(const Context& context, const LabRun& run) {
    auto out = Json::array();
    for (const auto& other : TRY(summaries_of(context.town.db(), run.usecase))) {
        if (other.id != run.id) out.push_back(result_data(context, other));
    }
    return out;
}

}  // namespace

Result<Json> run_page_data(const Context& context, const LabRun& run) {
    const auto known = TRY(known_usecase(context, run));
    auto data = result_data(context, run);
    const auto state = std::string(state_of(run));
    data["verdict"] = fill(context.t("lab.verdict." + state), {{"value", context.percent(run.value)},
                                                               {"bar", context.percent(run.bar)},
                                                               {"problem", people::in_language(context.language.id, run.problem)}});
    data["alert"] = state == "passed" ? "success" : run.engine.real() || !run.complete() ? "danger" : "warning";
    data["slug"] = std::string(slug_of(run.usecase));
    data["known"] = known.gold != nullptr && TRY(context.town.content())->gold_of(run.usecase) != nullptr;
    data["usecase_title"] = known.usecase.title;
    data["bar_reason"] = known.usecase.bar.reason;
    data["is_classifier"] = run.classifier.has_value();
    data["samples"] = fill(context.t("lab.samples." + std::string(blueprint::to_id(run.metric)) + (run.classifier ? "-mails" : "-cases")),
                           {{"n", context.number(static_cast<double>(run.samples))}});
    data["has_value"] = has_value(run);
    data["times"] = has_value(run) ? times_text(context, run) : "";
    data["commit"] = run.commit.substr(0, commit_characters);
    data["near_bar"] = has_value(run) && run.interval.low < run.bar && run.interval.high >= run.bar;
    data["chart"] = value_chart(context, run, "value");
    if (run.classifier) data["classifier"] = classifier_data(context, known, *run.classifier);
    data["cases"] = Json::array();
    for (std::size_t i = 0; i < run.cases.size(); ++i) data["cases"].push_back(case_data(context, known, run, i));
    data["cases_lead"] = fill(context.t(run.engine.real()     ? "lab.cases_lead"
                                        : run.engine.scripted ? "lab.cases_lead_scripted"
                                                              : "lab.cases_lead_synthetic"),
                              {{"passed", std::to_string(run.cases_passed())}, {"all", std::to_string(run.cases.size())}});
    data["others"] = TRY(other_runs(context, run));
    data["has_others"] = !data["others"].empty();
    return data;
}

}  // namespace kireise::lab
