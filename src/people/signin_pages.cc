#include "people/signin_pages.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/assets.h"
#include "people/account_pages.h"
#include "people/cookie.h"
#include "people/housekeeping.h"
#include "people/oidc_pages.h"
#include "people/page.h"
#include "people/password_sign_in.h"
#include "people/sign_in_limit.h"
#include "people/start_session.h"

namespace kireise::people {
namespace {

using net::Method;

constexpr std::size_t longest_typed_login = 120;  // a directory may know people by their mail addresses

Result<net::Outcome> sign_in_page(const Context& context, const SignInWays& ways, Json data, int status = 200) {
    data["by_directory"] = ways.directory != nullptr;
    data["longest_login"] = longest_typed_login;
    if (ways.oidc) {
        data["oidc"] = {{"href", "/sign-in/oidc?next=" + net::percent_encode(data.value("next", "/"))},
                        {"title", ways.oidc->settings().title}};
        const auto elsewhere = context.request.parameter("signed_out") == "1" ? ways.oidc->sign_out_url() : "";
        if (!elsewhere.empty()) data["signed_out"] = {{"href", elsewhere}, {"title", ways.oidc->settings().title}};
    }
    return page(context, {.content_template = "people/sign_in",
                          .title = context.t("sign_in.title"),
                          .section = "",
                          .data = std::move(data),
                          .status = status});
}

Result<net::Outcome> show_sign_in(const Context& context, const SignInWays& ways) {
    return sign_in_page(context, ways, {{"next", safe_next(context.request.parameter("next"))}});
}

// What the form says about an attempt that did not succeed.
Result<net::Outcome> refuse(const Context& context, const SignInWays& ways, Json reason, int status) {
    reason["next"] = safe_next(context.form.value("next"));
    const auto login = context.form.value("login");
    reason["login"] = login.size() <= longest_typed_login ? login : "";
    return sign_in_page(context, ways, std::move(reason), status);
}

Result<net::Outcome> tell_to_wait(const Context& context, const SignInWays& ways, Instant until) {
    const auto text = fill(context.t("sign_in.wait"), {{"time", waiting_text(context, until)}});
    auto outcome = TRY(refuse(context, ways, {{"wait", text}}, 429));
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(until - context.town.now()).count();
    std::get<net::Response>(outcome).headers.emplace_back("Retry-After", std::to_string(seconds));
    return outcome;
}

Result<net::Outcome> tell_refusal(const Context& context, const SignInWays& ways, Refusal refusal) {
    switch (refusal) {
        case Refusal::wrong: return refuse(context, ways, {{"wrong", true}}, 401);
        case Refusal::blocked: return refuse(context, ways, {{"blocked", true}}, 403);
        case Refusal::no_group: return refuse(context, ways, {{"no_group", true}}, 403);
        case Refusal::no_directory: return refuse(context, ways, {{"no_directory", true}}, 503);
    }
    std::unreachable();
}

Result<net::Outcome> sign_in(Context& context, const SignInWays& ways) {
    auto& db = context.town.db();
    const auto login = context.form.value("login");
    std::vector<AttemptSubject> subjects{login_attempts(login)};
    if (!context.request.peer.empty()) subjects.push_back(address_attempts(context.request.peer));
    if (const auto wait = TRY(begin_attempt(db, context.town.now(), subjects))) return tell_to_wait(context, ways, *wait);
    const auto done = TRY(sign_in_by_password(context.town, ways, login, context.form.value("password")));
    if (const auto* refusal = std::get_if<Refusal>(&done)) {
        if (*refusal == Refusal::no_directory) TRY(take_back_attempt(db, subjects));
        return tell_refusal(context, ways, *refusal);
    }
    TRY(attempt_succeeded(db, subjects));
    return start_session(context, std::get<Account>(done).id, context.form.value("next"));
}

Result<net::Outcome> sign_out(Context& context) {
    TRY(close_session(context.town.db(), context.session_token));
    auto response = net::redirect("/sign-in?signed_out=1");
    response.headers.emplace_back("Set-Cookie", forget_cookie(context.request, "session"));
    return response;
}

Result<net::Outcome> choose_language(Context& context) {
    const auto lang = context.form.value("lang") == "en" ? "en" : "de";
    auto response = net::redirect(safe_next(context.form.value("next")));
    response.headers.emplace_back("Set-Cookie", cookie(context.request, "lang", lang, std::chrono::days{365}));
    return response;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> asset_types{
    {{".css", "text/css; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"}, {".woff2", "font/woff2"}, {".svg", "image/svg+xml"}}};

Result<net::Outcome> serve_asset(Context& context) {
    const auto& name = context.path["name"];
    const auto file = asset("assets/" + name);
    for (const auto& [ending, type] : asset_types) {
        if (!file || !name.ends_with(ending)) continue;
        return net::Response{.status = 200,
                             .content_type = std::string(type),
                             .body = std::string(*file),
                             .headers = {{"Cache-Control", "public, max-age=31536000, immutable"}}};
    }
    return std::unexpected(not_found(context));
}

}  // namespace

std::string waiting_text(const Context& context, Instant until) {
    const auto wait = until - context.town.now();
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait).count();
    if (minutes > 1) return fill(context.t("sign_in.minutes"), {{"count", std::to_string(minutes)}});
    return fill(context.t("sign_in.seconds"), {{"count", std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count())}});
}

std::vector<Route> signin_routes(const PersonRooms& rooms, const SignInWays& ways) {
    std::vector<Route> routes{
        {Method::get, "/sign-in", everyone, [ways](Context& context) { return show_sign_in(context, ways); }},
        {Method::post, "/sign-in", everyone, [ways](Context& context) { return sign_in(context, ways); }},
        {Method::post, "/sign-out", signed_in, sign_out},
        {Method::post, "/language", everyone, choose_language},
        {Method::get, std::string(asset_route), everyone, serve_asset},
    };
    for (const auto& more : {oidc_routes(ways), own_account_routes(), invitation_routes(), staff_import_routes(), audit_routes(),
                             person_data_routes(rooms), account_admin_routes(rooms), job_routes()}) {
        routes.insert(routes.end(), more.begin(), more.end());
    }
    return routes;
}

}  // namespace kireise::people
