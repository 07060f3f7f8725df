#include "usecases/usecases_pages.h"

#include <algorithm>

#include "base/text.h"
#include "people/page.h"
#include "usecases/ranking_view.h"
#include "usecases/usecase_view.h"

namespace kireise::usecases {
namespace {

using blueprint::UseCase;
using net::Method;
using people::Context;
using people::fill;
using people::only;
using people::Role;
using people::Route;

constexpr std::size_t reason_limit = 500;  // bytes
constexpr auto deciders = only(Role::coordination);

struct State {
    std::string commit;
    std::shared_ptr<const blueprint::Snapshot> content;
    Ranking ranking;
};

Result<State> state_of(const Context& context) {
    State state;
    state.commit = TRY(context.town.head_commit());
    state.content = TRY(context.town.content_at(state.commit));
    state.ranking = rank(state.content->method(), state.content->all<UseCase>());
    return state;
}

Decided decided_now(const Context& context, std::string commit) {
    return {context.town.today(), std::move(commit), context.account ? context.account->id : ""};
}

Json decision_view(const Context& context, const State& state, const std::optional<DecidedRanking>& latest) {
    const bool changed = latest && latest->rows != rows_of(state.ranking);
    return {{"none", !latest},
            {"changed", changed},
            {"date", latest ? german_text(latest->decided.date) : ""},
            {"may_decide", context.has(Role::coordination) && !state.ranking.ranked.empty() && (!latest || changed)},
            {"commit", state.commit}};
}

Result<net::Outcome> show_list(Context& context) {
    const auto state = TRY(state_of(context));
    const auto stages = TRY(current_stages(context.town.db()));
    auto data = ranking_view(context, *state.content, state.ranking, stages);
    data["decision"] = decision_view(context, state, TRY(latest_ranking(context.town.db())));
    return people::page(
        context,
        {.content_template = "usecases/list", .title = context.t("usecases.title"), .section = "usecases", .data = std::move(data)});
}

Result<net::Outcome> download_csv(Context& context) {
    const auto state = TRY(state_of(context));
    const auto stages = TRY(current_stages(context.town.db()));
    return people::download(ranking_csv(context, *state.content, state.ranking, stages), "text/csv; charset=utf-8", "rangfolge.csv");
}

Result<net::Outcome> decide(Context& context) {
    const auto state = TRY(state_of(context));
    if (context.form.value("commit") != state.commit) return fail(ErrorKind::conflict, context.t("usecases.error.content_changed"));
    const auto date = german_text(context.town.today());
    TRY(decide_ranking(context.town.db(), state.ranking, decided_now(context, state.commit),
                       fill(context.t("usecases.prioritised_by_ranking"), {{"date", date}})));
    return people::see("/usecases");
}

Result<const UseCase*> usecase_of(const Context& context, const blueprint::Snapshot& content) {
    const auto* usecase = content.find<UseCase>("usecase/" + context.path.find("slug")->second);
    if (usecase == nullptr) return std::unexpected(people::not_found(context));
    return usecase;
}

Readiness readiness_of(const Ranking& ranking, std::string_view id) {
    const auto found = std::ranges::find(ranking.ranked, id, &Judged::id);
    return found == ranking.ranked.end() ? Readiness::out : found->readiness();
}

// What the coordination may choose, and what was typed in vain.
Json stage_form(const Context& context, Stage current, Readiness readiness, std::string_view problem) {
    auto options = Json::array();
    for (const auto stage : stages) {
        if (stage == current || !may_enter(stage, readiness)) continue;
        auto option = stage_view(context, stage);
        option["selected"] = context.form.value("stage") == blueprint::to_id(stage);
        options.push_back(std::move(option));
    }
    return {{"current", blueprint::to_id(current)},
            {"options", options},
            {"reason", context.form.value("reason")},
            {"problem", problem},
            {"limit", context.t("usecases.stage_limit." + std::string(blueprint::to_id(readiness)))}};
}

Json history_view(const Context& context, const std::vector<StageEntry>& history) {
    auto out = Json::array();
    for (const auto& entry : history) {
        out.push_back({{"stage", context.t("usecases.stage." + std::string(blueprint::to_id(entry.stage)))},
                       {"date", german_text(entry.decided.date)},
                       {"reason", entry.reason}});
    }
    return out;
}

Result<net::Outcome> usecase_page(Context& context, std::string_view problem) {
    const auto state = TRY(state_of(context));
    const auto* usecase = TRY(usecase_of(context, *state.content));
    const auto history = TRY(stage_history(context.town.db(), usecase->id));
    const auto stage = history.empty() ? Stage::idea : history.front().stage;
    auto data = usecase_view(context, *state.content, *usecase, state.ranking);
    data["slug"] = slug_of(usecase->id);
    data["stage"] = stage_view(context, stage);
    data["stage_meaning"] = context.t("usecases.stage_meaning." + std::string(blueprint::to_id(stage)));
    data["history"] = history_view(context, history);
    data["has_history"] = !history.empty();
    if (context.has(Role::coordination)) data["form"] = stage_form(context, stage, readiness_of(state.ranking, usecase->id), problem);
    return people::page(context, {.content_template = "usecases/usecase",
                                  .title = usecase->title,
                                  .section = "usecases",
                                  .data = std::move(data),
                                  .status = problem.empty() ? 200 : 400});
}

Result<net::Outcome> show_usecase(Context& context) { return usecase_page(context, ""); }

Result<net::Outcome> move_usecase(Context& context) {
    const auto state = TRY(state_of(context));
    const auto* usecase = TRY(usecase_of(context, *state.content));
    const auto from = blueprint::from_id<Stage>(context.form.value("from"));
    const auto to = blueprint::from_id<Stage>(context.form.value("stage"));
    const auto reason = std::string(trim(context.form.value("reason")));
    if (!from || !to || *from == *to) return usecase_page(context, context.t("usecases.error.stage"));
    if (!may_enter(*to, readiness_of(state.ranking, usecase->id))) return usecase_page(context, context.t("usecases.error.gates"));
    if (reason.empty() || reason.size() > reason_limit) return usecase_page(context, context.t("usecases.error.reason"));
    const auto moved = enter_stage(context.town.db(), *from, {usecase->id, *to, reason, decided_now(context, state.commit)});
    if (!moved && moved.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("usecases.error.moved"));
    TRY(moved);
    return people::see("/usecases/" + std::string(slug_of(usecase->id)));
}

}  // namespace

std::vector<Route> usecases_routes() {
    return {
        {Method::get, "/usecases", people::signed_in, show_list},
        {Method::get, "/usecases/ranking.csv", people::signed_in, download_csv},
        {Method::post, "/usecases/ranking", deciders, decide},
        {Method::get, "/usecases/{slug}", people::signed_in, show_usecase},
        {Method::post, "/usecases/{slug}/stage", deciders, move_usecase},
    };
}

}  // namespace kireise::usecases
