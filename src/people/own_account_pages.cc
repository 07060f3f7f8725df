#include <array>

#include "people/account_pages.h"
#include "people/external_identity.h"
#include "people/notice.h"
#include "people/own_account.h"
#include "people/page.h"
#include "people/sign_in_limit.h"

namespace kireise::people {
namespace {

using net::Method;

constexpr std::array<Notice, 3> notices{
    {{"ended", "account.notice.ended"}, {"others", "account.notice.others"}, {"password", "account.notice.password"}}};

Json session_row(const OwnSession& session) {
    return {{"id", session.id}, {"opened", german_time(session.opened)}, {"seen", german_time(session.seen)}, {"current", session.current}};
}

Result<net::Outcome> show_account(Context& context) {
    const auto sessions = TRY(own_sessions(context.town.db(), context.town.now(), context.account->id, context.session_token));
    auto rows = Json::array();
    for (const auto& session : sessions) rows.push_back(session_row(session));
    auto roles = Json::array();
    for (const auto role : all_roles) {
        if (context.has(role)) roles.push_back(context.t("role." + std::string(id_of(role))));
    }
    const bool from_elsewhere = TRY(has_identity(context.town.db(), context.account->id));
    return page(context, {.content_template = "people/account",
                          .title = context.t("account.title"),
                          .section = "",
                          .data = {{"notice", notice(context, notices)},
                                   {"login", context.account->login},
                                   {"name", context.account->name},
                                   {"roles", roles},
                                   {"from_elsewhere", from_elsewhere},
                                   {"sessions", rows},
                                   {"has_others", sessions.size() > 1}}});
}

Result<net::Outcome> end_session(Context& context) {
    const auto session = context.form.value("session");
    const auto ended = end_own_session(context.town.db(), deed_of(context), session);
    // It may have expired or ended elsewhere meanwhile: what was wanted is the case.
    if (!ended && ended.error().kind != ErrorKind::not_found) return std::unexpected(ended.error());
    return see("/account?notice=ended");
}

Result<net::Outcome> end_others(Context& context) {
    TRY(end_other_sessions(context.town.db(), deed_of(context), context.session_token));
    return see("/account?notice=others");
}

Result<net::Outcome> password_page(const Context& context, Json data, int status = 200) {
    return page(context, {.content_template = "people/password",
                          .title = context.t("password.title"),
                          .section = "",
                          .data = std::move(data),
                          .status = status});
}

Result<net::Outcome> show_password(Context& context) { return password_page(context, Json::object()); }

Result<net::Outcome> save_password(Context& context) {
    // Whoever finds a PC unattended must not be able to guess.
    const std::array subjects{password_attempts(context.account->id)};
    if (const auto wait = TRY(begin_attempt(context.town.db(), context.town.now(), subjects))) {
        const auto text = fill(context.t("sign_in.wait"), {{"time", waiting_text(context, *wait)}});
        return password_page(context, {{"old_problem", text}, {"has_problem", true}}, 429);
    }
    const auto known = authenticate(context.town.db(), context.account->login, context.form.value("old"));
    if (!known && known.error().kind != ErrorKind::unauthenticated) return std::unexpected(known.error());
    if (!known) return password_page(context, {{"old_problem", context.t("password.wrong_old")}, {"has_problem", true}}, 400);
    TRY(attempt_succeeded(context.town.db(), subjects));
    if (const auto problem = chosen_password_problem(context, *context.account)) {
        return password_page(context, {{"password_problem", *problem}, {"has_problem", true}}, 400);
    }
    TRY(change_password(context.town.db(), deed_of(context), context.session_token, context.form.value("password")));
    return see("/account?notice=password");
}

}  // namespace

std::vector<Route> own_account_routes() {
    return {{Method::get, "/account", signed_in, show_account},
            {Method::post, "/account/sessions/end", signed_in, end_session},
            {Method::post, "/account/sessions/end-others", signed_in, end_others},
            {Method::get, "/account/password", signed_in, show_password},
            {Method::post, "/account/password", signed_in, save_password}};
}

}  // namespace kireise::people
