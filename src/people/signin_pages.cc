#include "people/signin_pages.h"

#include <algorithm>
#include <array>

#include "base/assets.h"
#include "people/page.h"

namespace kireise::people {
namespace {

using net::Method;

constexpr std::string_view cookie_rules = "; Path=/; HttpOnly; SameSite=Lax";

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

Result<net::Outcome> sign_in(Context& context) {
    const auto login = context.form.value("login");
    const auto next = safe_next(context.form.value("next"));
    const auto account = authenticate(context.town.db(), login, context.form.value("password"));
    if (!account && account.error().kind != ErrorKind::unauthenticated) return std::unexpected(account.error());
    if (!account) {
        return page(context, {.content_template = "people/sign_in",
                              .title = context.t("sign_in.title"),
                              .section = "",
                              .data = {{"next", next}, {"login", login}, {"wrong", true}},
                              .status = 401});
    }
    const auto token = TRY(open_session(context.town.db(), context.town.random(), context.town.now(), account->id));
    auto response = net::redirect(next);
    response.headers.emplace_back("Set-Cookie", "session=" + token + std::string(cookie_rules));
    return response;
}

Result<net::Outcome> sign_out(Context& context) {
    TRY(close_session(context.town.db(), context.session_token));
    auto response = net::redirect("/sign-in");
    response.headers.emplace_back("Set-Cookie", "session=; Max-Age=0" + std::string(cookie_rules));
    return response;
}

Result<net::Outcome> choose_language(Context& context) {
    const auto lang = context.form.value("lang") == "en" ? "en" : "de";
    auto response = net::redirect(safe_next(context.form.value("next")));
    response.headers.emplace_back("Set-Cookie", std::string("lang=") + lang + "; Max-Age=31536000" + std::string(cookie_rules));
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

std::vector<Route> signin_routes() {
    return {
        {Method::get, "/sign-in", everyone, show_sign_in},      {Method::post, "/sign-in", everyone, sign_in},
        {Method::post, "/sign-out", signed_in, sign_out},       {Method::post, "/language", everyone, choose_language},
        {Method::get, "/assets/{name}", everyone, serve_asset},
    };
}

}  // namespace kireise::people
