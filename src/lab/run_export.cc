#include "lab/run_export.h"

#include <fmt/format.h>

#include "base/csv.h"
#include "base/number.h"
#include "lab/labels.h"

namespace kireise::lab {
namespace {

using namespace formats;
using blueprint::to_id;
using people::fill;

constexpr std::size_t listed_failures = 20;
constexpr std::size_t shown_characters = 300;

std::string number_text(const std::optional<int>& value) { return value ? std::to_string(*value) : ""; }

class Composer {
   public:
    Composer(const TestReport& report, const people::Texts& texts) : report_(report), run_(report.run), texts_(texts) {}

    Blocks compose() {
        add_verdict();
        add_ladder();
        add_facts();
        if (run_.classifier && has_value(run_)) add_labels();
        add_failures();
        for (const auto& part : report_.parts) {
            blocks_.push_back(Heading{1, part.title});
            blocks_.insert(blocks_.end(), part.blocks.begin(), part.blocks.end());
        }
        heading("limits");
        text(t("limits_text"));
        return std::move(blocks_);
    }

   private:
    [[nodiscard]] std::string t(const std::string& key) const { return people::text_of(texts_, "lab.report." + key); }
    [[nodiscard]] std::string lab(const std::string& key) const { return people::text_of(texts_, "lab." + key); }
    [[nodiscard]] std::string share(double value) const { return percent(value, report_.lang); }
    void heading(const std::string& key) { blocks_.push_back(Heading{1, t(key)}); }
    void text(std::string words) { blocks_.push_back(paragraph(std::move(words))); }

    void add_verdict() {
        heading("result");
        const auto state = std::string(state_of(run_));
        text(fill(lab("verdict." + state), {{"value", share(run_.value)}, {"bar", share(run_.bar)}, {"problem", run_.problem}}));
        if (!has_value(run_)) return;
        text(fill(lab("interval"),
                  {{"n", std::to_string(run_.samples)}, {"low", share(run_.interval.low)}, {"high", share(run_.interval.high)}}));
    }

    [[nodiscard]] std::string rung(Rung rung) const { return lab("rung." + std::string(to_id(rung)) + ".title"); }

    void add_ladder() {
        heading("ladder");
        const auto* smallest = report_.ladder.smallest();
        text(smallest == nullptr ? lab("ladder.none") : fill(lab("ladder.smallest"), {{"rung", rung(smallest->rung)}}));
        auto out = text_table({t("rung"), t("state"), t("value"), t("engine")}, {3, 2, 1.4, 3}, 9);
        for (const auto& step : report_.ladder.steps) {
            if (step.state == RungState::not_possible) continue;
            add_row(out, {rung(step.rung), lab("rung_state." + std::string(to_id(step.state))), step.run ? share(step.run->value) : "–",
                          step.run ? engine(step.run->engine) : "–"});
        }
        if (!out.rows.empty()) blocks_.push_back(std::move(out));
    }

    [[nodiscard]] std::string engine(const EngineUsed& used) const {
        return fill(lab("engine." + engine_key(used)), {{"name", used.name}});
    }

    void add_facts() {
        heading("facts");
        auto out = text_table({t("fact"), t("is")}, {2, 4}, 9);
        add_row(out, {lab("engine_title"), engine(run_.engine)});
        if (!run_.engine.model.empty()) add_row(out, {t("model_class"), run_.engine.model});
        add_row(out, {t("location"), people::text_of(texts_, "lab.location." + std::string(to_id(run_.engine.location)))});
        add_row(out, {lab("when"), german_time(run_.started)});
        add_row(out, {lab("commit"), run_.commit});
        add_row(out, {t("run"), run_.id});
        add_row(out, {t("cases"), fill(lab("cases_lead"),
                                       {{"passed", std::to_string(run_.cases_passed())}, {"all", std::to_string(run_.cases.size())}})});
        if (has_value(run_)) {
            add_row(out, {lab("time"), fill(lab(run_.classifier ? "times_classifier" : "times_chat"),
                                            {{"first", duration(run_.first_token.p50, report_.lang)},
                                             {"p50", duration(run_.total.p50, report_.lang)},
                                             {"p90", duration(run_.total.p90, report_.lang)}})});
        }
        add_row(out, {t("bar"), share(run_.bar) + ". " + report_.usecase.bar.reason});
        blocks_.push_back(std::move(out));
    }

    void add_labels() {
        heading("labels");
        auto out = text_table({lab("label"), lab("recall"), lab("precision"), lab("f1"), lab("mails")}, {4, 1.5, 1.5, 1.2, 1.2}, 1);
        for (const auto& score : run_.classifier->test.labels) {
            add_row(out, {label_title(report_.usecase, score.label), share(score.recall), share(score.precision),
                          number(score.f1, 2, report_.lang), std::to_string(score.cases)});
        }
        blocks_.push_back(std::move(out));
    }

    void add_failures() {
        heading("failures");
        auto out = text_table({t("case"), t("answer"), t("finding")}, {3, 4, 4}, 9);
        std::size_t left = 0;
        for (const auto& result : run_.cases) {
            if (result.passed) continue;
            if (out.rows.size() == listed_failures) {
                ++left;
                continue;
            }
            const auto answer = run_.classifier ? label_title(report_.usecase, result.answer) : shortened(result.answer, shown_characters);
            add_row(out, {result.id, result.problem.empty() ? answer : result.problem, findings(result)});
        }
        if (out.rows.empty()) return text(t("no_failures"));
        blocks_.push_back(std::move(out));
        if (left > 0) text(fill(t("more_failures"), {{"n", std::to_string(left)}}));
    }

    [[nodiscard]] std::string findings(const CaseResult& result) const {
        std::string out;
        for (const auto& check : result.checks) {
            if (check.passed) continue;
            if (!out.empty()) out += "\n";
            out += check_text(texts_, report_.lang, report_.usecase, check);
        }
        return out;
    }

    const TestReport& report_;
    const LabRun& run_;
    const people::Texts& texts_;
    Blocks blocks_;
};

}  // namespace

std::string run_csv(const LabRun& run) {
    auto out = csv_line({"case", "passed", "check", "check_passed", "finding", "first_token_ms", "total_ms", "prompt_tokens",
                         "answer_tokens", "answer", "problem"},
                        ';');
    for (const auto& result : run.cases) {
        const auto line = [&](std::string_view kind, std::string_view passed, const std::string& finding) {
            out += csv_line({result.id, result.passed ? "1" : "0", std::string(kind), std::string(passed), finding,
                             fmt::format("{:.3f}", result.first_token_ms), fmt::format("{:.3f}", result.total_ms),
                             number_text(result.prompt_tokens), number_text(result.answer_tokens), result.answer, result.problem},
                            ';');
        };
        for (const auto& check : result.checks) line(to_id(check.kind), check.passed ? "1" : "0", check.sentence);
        if (result.checks.empty()) line("", "", "");
    }
    return out;
}

Document report_document(const TestReport& report, const people::Texts& texts) {
    return {.title = fill(people::text_of(texts, "lab.report.title"), {{"usecase", report.usecase.title}}),
            .subject = people::text_of(texts, "lab.report.subject"),
            .author = report.town,
            .lang = report.lang,
            .date = report.day,
            .numbered = true,
            .blocks = Composer(report, texts).compose()};
}

}  // namespace kireise::lab
