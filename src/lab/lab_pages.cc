#include "lab/lab_pages.h"

#include "base/text.h"
#include "lab/lab_store.h"
#include "lab/labels.h"
#include "lab/run.h"
#include "lab/run_page.h"
#include "people/page.h"

namespace kireise::lab {
namespace {

using blueprint::Approach;
using net::Method;
using people::Context;
using people::Role;

constexpr auto testers = people::only(Role::coordination, Role::it);
constexpr std::string_view json_ending = ".json";

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
              {"needs_model", usecase.approach == Approach::llm && (!run || run->engine.synthetic)},
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
        auto data = usecase_data(context, usecase, *gold, TRY(latest_summary(context.town.db(), usecase.id)));
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

Result<net::Outcome> show_run(Context& context) {
    auto id = context.path["run"];
    const bool as_file = id.ends_with(json_ending);
    if (as_file) id.resize(id.size() - json_ending.size());
    const auto run = TRY(find_run(context.town.db(), id));
    if (!run) return std::unexpected(people::not_found(context));
    if (as_file) {
        const auto name = std::string(slug_of(run->usecase)) + "-" + run->id.substr(0, 8) + ".json";
        return people::download(to_json(*run).dump(2) + "\n", "application/json", name);
    }
    return people::page(context, {.content_template = "lab/run",
                                  .title = context.t("lab.run_title"),
                                  .section = "tests",
                                  .data = TRY(run_page_data(context, *run))});
}

Result<net::Outcome> start_run(Context& context) {
    const auto id = "usecase/" + context.path["slug"];
    const auto content = TRY(context.town.content());
    const auto* usecase = content->find<blueprint::UseCase>(id);
    if (usecase == nullptr || usecase->approach != Approach::classifier) return std::unexpected(people::not_found(context));
    const auto run = TRY(test_classifier(context.town, id));
    return people::see("/tests/" + run.id);
}

}  // namespace

std::vector<people::Route> lab_routes() {
    return {
        {Method::get, "/tests", people::signed_in, show_tests},
        {Method::get, "/tests/{run}", people::signed_in, show_run},
        {Method::post, "/tests/{slug}/run", testers, start_run},
    };
}

}  // namespace kireise::lab
