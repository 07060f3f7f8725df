#include "people/signin_pages.h"

#include <algorithm>
#include <array>

#include "base/assets.h"
#include "people/account_pages.h"
#include "people/cookie.h"
#include "people/housekeeping.h"
#include "people/page.h"
#include "people/sign_in_limit.h"

namespace kireise::people {
namespace {

using net::Method;

// Only a path of our own: no other host can be smuggled in.
std::string safe_next(const std::string& next) {
    // Browsers drop control characters from addresses, so "/<TAB>/host" would become "//host".
    const bool clean = std::ranges::none_of(next, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\'; });
    const bool own_path = clean && next.starts_with('/') && !next.starts_with("//");
    return own_path ? next : "/";
}

Result<net::Outcome> show_sign_in(Context& context) {
    return page(context, {.content_template = "people/sign_in",
                          .title = context.t("sign_in.title"),
                          .section = "",
                          .data = {{"next", safe_next(context.request.parameter("next"))}}});
}

// What the form says about an attempt that did not succeed.
Result<net::Outcome> refuse(const Context& context, Json reason, int status) {
    reason["next"] = safe_next(context.form.value("next"));
    const auto login = context.form.value("login");
    reason["login"] = login.size() <= 60 ? login : "";
    return page(context, {.content_template = "people/sign_in",
                          .title = context.t("sign_in.title"),
                          .section = "",
                          .data = std::move(reason),
                          .status = status});
}

Result<net::Outcome> tell_to_wait(const Context& context, Instant until) {
    const auto text = fill(context.t("sign_in.wait"), {{"time", waiting_text(context, until)}});
    auto outcome = TRY(refuse(context, {{"wait", text}}, 429));
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(until - context.town.now()).count();
    std::get<net::Response>(outcome).headers.emplace_back("Retry-After", std::to_string(seconds));
    return outcome;
}

Result<net::Outcome> sign_in(Context& context) {
    const auto login = context.form.value("login");
    std::vector<AttemptSubject> subjects{login_attempts(login)};
    if (!context.request.peer.empty()) subjects.push_back(address_attempts(context.request.peer));
    if (const auto wait = TRY(begin_attempt(context.town.db(), context.town.now(), subjects))) return tell_to_wait(context, *wait);
    const auto account = authenticate(context.town.db(), login, context.form.value("password"));
    if (!account && account.error().kind == ErrorKind::unauthenticated) return refuse(context, {{"wrong", true}}, 401);
    if (!account && account.error().kind == ErrorKind::forbidden) return refuse(context, {{"blocked", true}}, 403);
    if (!account) return std::unexpected(account.error());
    TRY(attempt_succeeded(context.town.db(), subjects));
    const auto token = TRY(open_session(context.town.db(), context.town.random(), context.town.now(), account->id));
    auto response = net::redirect(safe_next(context.form.value("next")));
    response.headers.emplace_back("Set-Cookie", cookie(context.request, "session", token));
    return response;
}

Result<net::Outcome> sign_out(Context& context) {
    TRY(close_session(context.town.db(), context.session_token));
    auto response = net::redirect("/sign-in");
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

std::vector<Route> signin_routes(const PersonRooms& rooms) {
    std::vector<Route> routes{
        {Method::get, "/sign-in", everyone, show_sign_in},
        {Method::post, "/sign-in", everyone, sign_in},
        {Method::post, "/sign-out", signed_in, sign_out},
        {Method::post, "/language", everyone, choose_language},
        {Method::get, std::string(asset_route), everyone, serve_asset},
    };
    for (const auto& more : {own_account_routes(), invitation_routes(), staff_import_routes(), audit_routes(), person_data_routes(rooms),
                             account_admin_routes(rooms), job_routes()}) {
        routes.insert(routes.end(), more.begin(), more.end());
    }
    return routes;
}

}  // namespace kireise::people
