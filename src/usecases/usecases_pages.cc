#include "usecases/usecases_pages.h"

#include <algorithm>
#include <limits>

#include "base/number.h"
#include "base/text.h"
#include "people/page.h"
#include "usecases/ranking_view.h"
#include "usecases/testers_pages.h"
#include "usecases/usecase_page.h"

namespace kireise::usecases {
namespace {

using net::Method;
using people::Context;
using people::fill;
using people::only;
using people::Role;
using people::Route;

constexpr std::size_t reason_limit = 500;  // bytes
constexpr auto deciders = only(Role::coordination);

Decided decided_now(const Context& context, std::string commit) {
    return {context.town.today(), std::move(commit), context.account ? context.account->id : ""};
}

Json decision_view(const Context& context, const State& state, const std::optional<DecidedRanking>& latest) {
    const bool changed = latest && latest->rows != rows_of(state.ranking);
    return {{"none", !latest},
            {"changed", changed},
            {"date", latest ? german_text(latest->decided.date) : ""},
            {"may_decide", context.has(Role::coordination) && !state.ranking.ranked.empty() && (!latest || changed)},
            {"latest", latest ? latest->number : 0},
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

// Number of the ranking that the form was shown beside; -1 when it says none.
int seen_ranking(const Context& context) {
    return static_cast<int>(
        std::clamp<std::int64_t>(whole_number(context.form.value("latest")).value_or(-1), -1, std::numeric_limits<int>::max()));
}

Result<net::Outcome> decide(Context& context) {
    const auto state = TRY(state_of(context));
    if (context.form.value("commit") != state.commit) return fail(ErrorKind::conflict, context.t("usecases.error.content_changed"));
    const auto date = german_text(context.town.today());
    const auto decided =
        decide_ranking(context.town.db(), people::deed_of(context), seen_ranking(context), state.ranking,
                       decided_now(context, state.commit), fill(context.t("usecases.prioritised_by_ranking"), {{"date", date}}));
    if (!decided && decided.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("usecases.error.decided"));
    TRY(decided);
    return people::see("/usecases");
}

Result<net::Outcome> show_usecase(Context& context) { return usecase_page(context); }

Result<net::Outcome> move_usecase(Context& context) {
    const auto state = TRY(state_of(context));
    const auto* usecase = TRY(usecase_of(context, *state.content));
    const auto from = blueprint::from_id<Stage>(context.form.value("from"));
    const auto to = blueprint::from_id<Stage>(context.form.value("stage"));
    const auto reason = std::string(trim(context.form.value("reason")));
    if (!from || !to || *from == *to) return usecase_page(context, {.stage = context.t("usecases.error.stage"), .tester = ""});
    if (!may_enter(*to, readiness_of(state.ranking, usecase->id)))
        return usecase_page(context, {.stage = context.t("usecases.error.gates"), .tester = ""});
    if (reason.empty() || reason.size() > reason_limit)
        return usecase_page(context, {.stage = context.t("usecases.error.reason"), .tester = ""});
    const auto moved =
        enter_stage(context.town.db(), people::deed_of(context), *from, {usecase->id, *to, reason, decided_now(context, state.commit)});
    if (!moved && moved.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("usecases.error.moved"));
    TRY(moved);
    return people::see("/usecases/" + std::string(slug_of(usecase->id)));
}

}  // namespace

std::vector<Route> usecases_routes() {
    std::vector<Route> routes{
        {Method::get, "/usecases", people::signed_in, show_list},
        {Method::get, "/usecases/ranking.csv", people::signed_in, download_csv},
        {Method::post, "/usecases/ranking", deciders, decide},
        {Method::get, "/usecases/{slug}", people::signed_in, show_usecase},
        {Method::post, "/usecases/{slug}/stage", deciders, move_usecase},
    };
    std::ranges::move(testers_routes(), std::back_inserter(routes));
    return routes;
}

}  // namespace kireise::usecases
