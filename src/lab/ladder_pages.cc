#include "lab/ladder_pages.h"

#include "base/text.h"
#include "lab/compare.h"
#include "lab/lab_store.h"
#include "lab/labels.h"
#include "lab/ladder.h"
#include "lab/trial_pages.h"
#include "people/page.h"

namespace kireise::lab {
namespace {

using blueprint::to_id;
using net::Method;
using people::Context;
using people::fill;

constexpr std::size_t title_characters = 70;

std::string rung_title(const Context& context, Rung rung) { return context.t("lab.rung." + std::string(to_id(rung)) + ".title"); }

std::string_view badge_of(RungState state) {
    if (state == RungState::passed) return "success";
    return state == RungState::failed ? "danger" : "info";
}

Json step_data(const Context& context, const LadderStep& step, const LadderStep* smallest) {
    const auto id = std::string(to_id(step.rung));
    Json data{{"title", rung_title(context, step.rung)},
              {"what", context.t("lab.rung." + id + ".what")},
              {"state_text", context.t("lab.rung_state." + std::string(to_id(step.state)))},
              {"badge", badge_of(step.state)},
              {"dim", step.state == RungState::not_possible},
              {"smallest", &step == smallest}};
    if (step.run) data["result"] = result_data(context, *step.run);
    return data;
}

std::string rung_list(const Context& context, const std::vector<Rung>& rungs) {
    std::vector<std::string> titles;
    for (const auto rung : rungs) titles.push_back(rung_title(context, rung));
    return join(titles, ", ");
}

Json verdict_data(const Context& context, const Ladder& found) {
    const auto* smallest = found.smallest();
    const auto untested = found.untested();
    const std::string state = smallest == nullptr ? "none" : untested.empty() ? "sure" : "open";
    return {{"kind", smallest == nullptr ? "warning" : "success"},
            {"title", smallest == nullptr ? context.t("lab.ladder.none")
                                          : fill(context.t("lab.ladder.smallest"), {{"rung", rung_title(context, smallest->rung)}})},
            {"text", fill(context.t("lab.ladder.verdict." + state), {{"rungs", rung_list(context, untested)}})},
            {"unplaced", found.unplaced > 0}};
}

// Value and text of the options of a select.
Json run_options(const Context& context, const std::vector<RunSummary>& runs, std::size_t chosen) {
    auto out = Json::array();
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto text = german_time(runs[i].started) + ", " + engine_text(context, runs[i].engine) +
                          (has_value(runs[i]) ? ", " + context.percent(runs[i].value) : "");
        out.push_back({{"id", runs[i].id}, {"text", text}, {"chosen", i == chosen}});
    }
    return out;
}

Result<net::Outcome> show_ladder(Context& context) {
    const auto content = TRY(context.town.content());
    const auto usecase = TRY(usecase_in_path(context, *content));
    const auto found = ladder(*content, usecase, TRY(complete_runs(context.town.db(), usecase.id)));
    auto runs = Json::array();
    std::vector<RunSummary> complete;
    for (const auto& run : TRY(summaries_of(context.town.db(), usecase.id))) {
        runs.push_back(result_data(context, run));
        if (run.complete()) complete.push_back(run);
    }
    auto steps = Json::array();
    for (const auto& step : found.steps) steps.push_back(step_data(context, step, found.smallest()));
    return people::page(context, {.content_template = "lab/ladder",
                                  .title = context.t("lab.ladder.title"),
                                  .section = "tests",
                                  .data = {{"usecase_title", usecase.title},
                                           {"slug", slug_of(usecase.id)},
                                           {"bar_text", fill(context.t("lab.bar_text"), {{"bar", context.percent(usecase.bar.minimum)}})},
                                           {"bar_reason", usecase.bar.reason},
                                           {"verdict", verdict_data(context, found)},
                                           {"steps", steps},
                                           {"has_runs", !runs.empty()},
                                           {"runs", runs},
                                           {"may_compare", complete.size() > 1},
                                           {"may_trial", context.account->roles.overlaps(trial_readers)},
                                           {"firsts", run_options(context, complete, 1)},
                                           {"seconds", run_options(context, complete, 0)}}});
}

Result<net::Outcome> send_ladder(Context& context) {
    const auto content = TRY(context.town.content());
    const auto usecase = TRY(usecase_in_path(context, *content));
    const auto found = ladder(*content, usecase, TRY(complete_runs(context.town.db(), usecase.id)));
    return people::download(to_json(found, usecase.id).dump(2) + "\n", "application/json",
                            std::string(slug_of(usecase.id)) + "-ladder.json");
}

Json side_data(const Context& context, const blueprint::UseCase& usecase, const LabRun& run, const CaseResult* result) {
    if (result == nullptr) return {{"missing", true}};
    const auto answer = run.classifier ? label_title(usecase, result->answer) : result->answer;
    return {{"missing", false},
            {"answer", answer.empty() ? context.t("lab.no_answer") : answer},
            {"state_text", context.t(result->passed ? "lab.case_passed" : "lab.case_failed")},
            {"badge", result->passed ? "success" : "danger"},
            {"time", result->problem.empty() ? context.duration(result->total_ms) : ""}};
}

Json pair_data(const Context& context, const blueprint::UseCase& usecase, const LabRun& first, const LabRun& second, const CasePair& pair) {
    const auto& input = (pair.first != nullptr ? pair.first : pair.second)->input;
    return {{"title", shortened(input, title_characters)},
            {"input", input},
            {"differs", pair.differs()},
            {"first", side_data(context, usecase, first, pair.first)},
            {"second", side_data(context, usecase, second, pair.second)}};
}

std::string points(const Context& context, double share) {
    return (share > 0 ? "+" : share < 0 ? "\u2212" : "") + context.number(100 * std::abs(share), 1);
}

Json comparison_data(const Context& context, const LabRun& first, const LabRun& second, const Comparison& found) {
    const people::Values values{{"n", context.number(static_cast<double>(found.pairs))},
                                {"first", context.percent(found.first)},
                                {"second", context.percent(found.second)},
                                {"difference", points(context, found.difference)},
                                {"low", points(context, found.interval.low)},
                                {"high", points(context, found.interval.high)},
                                {"only_first", context.number(static_cast<double>(found.only_first))},
                                {"only_second", context.number(static_cast<double>(found.only_second))}};
    const bool shown = has_value(first) && has_value(second) && found.pairs > 0;
    const std::string state = !shown ? "nothing" : !found.clear() ? "open" : found.difference > 0 ? "second" : "first";
    return {{"kind", shown && found.clear() ? "success" : "info"},
            {"title", context.t("lab.compare.verdict." + state)},
            {"has_value", shown},
            {"text", fill(context.t(found.mails ? "lab.compare.mails" : "lab.compare.cases"), values)},
            {"difference", fill(context.t("lab.compare.difference"), values)},
            {"only", fill(context.t("lab.compare.only"), values)}};
}

Result<LabRun> run_in_query(const Context& context, const blueprint::UseCase& usecase, const char* name) {
    auto run = TRY(find_run(context.town.db(), context.request.parameter(name)));
    if (!run || run->usecase != usecase.id || !run->complete()) return std::unexpected(people::not_found(context));
    return *std::move(run);
}

Result<net::Outcome> show_comparison(Context& context) {
    const auto content = TRY(context.town.content());
    const auto usecase = TRY(usecase_in_path(context, *content));
    const auto first = TRY(run_in_query(context, usecase, "first"));
    const auto second = TRY(run_in_query(context, usecase, "second"));
    const auto found = compare(first, second);
    auto cases = Json::array();
    for (const auto& pair : found.cases) cases.push_back(pair_data(context, usecase, first, second, pair));
    return people::page(context, {.content_template = "lab/compare",
                                  .title = context.t("lab.compare.title"),
                                  .section = "tests",
                                  .data = {{"usecase_title", usecase.title},
                                           {"slug", slug_of(usecase.id)},
                                           {"one", result_data(context, first)},
                                           {"other", result_data(context, second)},
                                           {"result", comparison_data(context, first, second, found)},
                                           {"cases", cases}}});
}

}  // namespace

Result<blueprint::UseCase> usecase_in_path(const Context& context, const blueprint::Snapshot& content) {
    const auto* usecase = content.find<blueprint::UseCase>("usecase/" + context.path.find("slug")->second);
    if (usecase == nullptr || content.gold_of(usecase->id) == nullptr) return std::unexpected(people::not_found(context));
    return *usecase;
}

std::vector<people::Route> ladder_routes() {
    return {
        {Method::get, "/tests/{slug}/ladder", people::signed_in, show_ladder},
        {Method::get, "/tests/{slug}/ladder.json", people::signed_in, send_ladder},
        {Method::get, "/tests/{slug}/compare", people::signed_in, show_comparison},
    };
}

}  // namespace kireise::lab
