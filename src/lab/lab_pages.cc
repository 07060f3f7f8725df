#include "lab/lab_pages.h"

#include <algorithm>

#include "base/text.h"
#include "formats/odt.h"
#include "lab/lab_store.h"
#include "lab/labels.h"
#include "lab/ladder_pages.h"
#include "lab/rating_pages.h"
#include "lab/run.h"
#include "lab/run_export.h"
#include "lab/run_page.h"
#include "lab/trial_pages.h"
#include "lab/trial_store.h"
#include "people/page.h"

namespace kireise::lab {
namespace {

using blueprint::Approach;
using net::Method;
using people::Context;
using people::Role;

constexpr auto testers = people::only(Role::coordination, Role::it);
constexpr std::string_view json_ending = ".json";
constexpr std::string_view csv_ending = ".csv";
constexpr std::string_view odt_ending = ".odt";

Json usecase_data(const Context& context, const blueprint::UseCase& usecase, const blueprint::GoldCases& gold,
                  const std::optional<RunSummary>& run) {
    const auto slug = std::string(slug_of(usecase.id));
    const auto state = state_of(run);
    Json data{{"title", usecase.title},
              {"slug", slug},
              {"summary", usecase.summary},
              {"cases", people::fill(context.t("lab.cases_ready"), {{"n", context.number(static_cast<double>(gold.cases.size()))}})},
              {"state_text", context.t("lab.state." + std::string(state))},
              {"badge", badge_of(state)},
              {"bar_text", people::fill(context.t("lab.bar_text"), {{"bar", context.percent(usecase.bar.minimum)}})},
              {"runs_here", usecase.approach == Approach::classifier},
              {"needs_model", usecase.approach == Approach::llm && (!run || !run->engine.real())},
              {"tested", run.has_value()}};
    if (run) {
        data["result"] = result_data(context, *run);
        data["result"]["chart"] = value_chart(context, *run, "value-" + slug);
    }
    return data;
}

Result<net::Outcome> show_tests(Context& context) {
    const auto content = TRY(context.town.content());
    auto usecases = Json::array();
    bool has_next = false;
    for (const auto& usecase : content->all<blueprint::UseCase>()) {
        const auto* gold = content->gold_of(usecase.id);
        if (gold == nullptr) continue;
        auto data = usecase_data(context, usecase, *gold, TRY(counting_run(context.town.db(), *content, usecase)));
        const bool next = !has_next && data["runs_here"].get<bool>() && !data["tested"].get<bool>();
        data["next"] = next;
        has_next = has_next || next;
        usecases.push_back(std::move(data));
    }
    return people::page(
        context,
        {.content_template = "lab/tests",
         .title = context.t("lab.title"),
         .section = "tests",
         .data = {{"has_usecases", !usecases.empty()}, {"usecases", usecases}, {"may_test", context.account->roles.overlaps(testers)}}});
}

// What stands for a run in a file's name.
std::string file_name(const LabRun& run, std::string_view ending) {
    return std::string(slug_of(run.usecase)) + "-" + run.id.substr(0, 8) + std::string(ending);
}

// The newest Praxistest with people, for those who may read it, and closed ratings between this run and others.
Result<std::vector<ReportPart>> parts_of(const Context& context, const blueprint::Snapshot& content, const blueprint::UseCase& usecase,
                                         const LabRun& run) {
    std::vector<ReportPart> out;
    const auto& texts = context.language.texts;
    const auto trials = TRY(trials_of(context.town.db(), usecase.id));
    if (!trials.empty() && context.account->roles.overlaps(trial_readers))
        out.push_back(trial_part(texts, context.language.id, content, usecase, trials.front()));
    for (const auto& rating : TRY(ratings_of(context.town.db(), usecase.id))) {
        if (rating.open() || (rating.first_run != run.id && rating.second_run != run.id)) continue;
        const auto first = TRY(find_summary(context.town.db(), rating.first_run));
        const auto second = TRY(find_summary(context.town.db(), rating.second_run));
        if (first && second) out.push_back(rating_part(texts, context.language.id, rating, *first, *second));
    }
    return out;
}

Result<net::Outcome> send_report(const Context& context, const LabRun& run) {
    const auto content = TRY(context.town.content());
    const auto* usecase = content->find<blueprint::UseCase>(run.usecase);
    if (usecase == nullptr) return std::unexpected(people::not_found(context));
    auto town = TRY(people::setting(context.town, "name"));
    const auto runs = TRY(complete_runs(context.town.db(), usecase->id));
    auto parts = TRY(parts_of(context, *content, *usecase, run));
    const TestReport report{.town = std::move(town),
                            .lang = context.language.id,
                            .day = context.town.today(),
                            .usecase = *usecase,
                            .run = run,
                            .ladder = ladder(*content, *usecase, runs),
                            .parts = std::move(parts)};
    return people::download(TRY(formats::to_odt(report_document(report, context.language.texts))),
                            "application/vnd.oasis.opendocument.text", file_name(run, odt_ending));
}

Result<net::Outcome> send_file(const Context& context, const LabRun& run, std::string_view ending) {
    if (ending == odt_ending) return send_report(context, run);
    if (ending == csv_ending) return people::download(run_csv(run), "text/csv; charset=utf-8", file_name(run, ending));
    return people::download(to_json(run).dump(2) + "\n", "application/json", file_name(run, ending));
}

Result<net::Outcome> show_run(Context& context) {
    auto id = context.path["run"];
    std::string_view ending;
    for (const auto each : {json_ending, csv_ending, odt_ending}) {
        if (id.ends_with(each)) ending = each;
    }
    id.resize(id.size() - ending.size());
    const auto run = TRY(find_run(context.town.db(), id));
    if (!run) return std::unexpected(people::not_found(context));
    if (!ending.empty()) return send_file(context, *run, ending);
    auto data = TRY(run_page_data(context, *run));
    return people::page(context,
                        {.content_template = "lab/run", .title = context.t("lab.run_title"), .section = "tests", .data = std::move(data)});
}

Result<net::Outcome> start_run(Context& context) {
    const auto id = "usecase/" + context.path["slug"];
    const auto content = TRY(context.town.content());
    const auto* usecase = content->find<blueprint::UseCase>(id);
    if (usecase == nullptr || usecase->approach != Approach::classifier) return std::unexpected(people::not_found(context));
    // The smallest rung first: it costs nothing, and shows what training adds.
    if (!usecase->rules.empty()) TRY(test_rules(context.town, id, context.account->id));
    const auto run = TRY(test_classifier(context.town, id, context.account->id));
    return people::see("/tests/" + run.id);
}

}  // namespace

std::vector<people::Route> lab_routes() {
    std::vector<people::Route> all{
        {Method::get, "/tests", people::signed_in, show_tests},
        {Method::get, "/tests/{run}", people::signed_in, show_run},
        {Method::post, "/tests/{slug}/run", testers, start_run},
    };
    for (auto more : {ladder_routes(), trial_routes(), rating_routes()}) std::ranges::move(more, std::back_inserter(all));
    return all;
}

}  // namespace kireise::lab
