#include "people/oidc_pages.h"

#include <spdlog/spdlog.h>

#include "people/cookie.h"
#include "people/page.h"
#include "people/start_session.h"

namespace kireise::people {
namespace {

constexpr std::string_view attempt_cookie = "oidc";
constexpr std::chrono::minutes attempt_lifetime{10};
constexpr std::size_t longest_next = 500;

// The cookie holds the secret of the attempt and where to go afterwards, percent-encoded: "SECRET.%2Fsurvey".
struct Attempt {
    std::string secret, next;
};

Attempt read_attempt(const net::Request& request) {
    const auto value = request.cookie(attempt_cookie);
    const auto dot = value.find('.');
    if (dot == std::string::npos || value.size() > 4 * longest_next) return {};
    return {value.substr(0, dot), net::percent_decode(value.substr(dot + 1)).value_or("/")};
}

// Which text the page shows; the reason in full stands in the log, without a name.
Result<net::Outcome> tell(const Context& context, const SignInWays& ways, const Error& problem) {
    spdlog::warn("{}", problem.message);
    std::string_view key = "down";
    int status = 503;
    if (problem.kind == ErrorKind::unauthenticated) {
        key = "refused";
        status = 401;
    } else if (problem.kind == ErrorKind::forbidden) {
        key = "no_group";
        status = 403;
    } else if (problem.kind == ErrorKind::internal || problem.kind == ErrorKind::io) {
        return std::unexpected(problem);
    }
    auto outcome = TRY(page(context, {.content_template = "people/oidc_problem",
                                      .title = context.t("oidc.title"),
                                      .section = "",
                                      .data = {{"text", context.t("oidc." + std::string(key))},
                                               {"help", context.t("oidc." + std::string(key) + "_help")},
                                               {"provider", ways.oidc->settings().title}},
                                      .status = status}));
    std::get<net::Response>(outcome).headers.emplace_back("Set-Cookie", forget_cookie(context.request, attempt_cookie));
    return outcome;
}

Result<net::Outcome> go_there(const Context& context, const SignInWays& ways) {
    if (!ways.oidc) return std::unexpected(not_found(context));
    const auto secret = random_id(context.town.random());
    const auto url = ways.oidc->authorization_url(secret);
    if (!url) return tell(context, ways, url.error());
    auto next = safe_next(context.request.parameter("next"));
    if (next.size() > longest_next) next = "/";
    auto response = net::redirect(*url);
    response.headers.emplace_back("Set-Cookie",
                                  cookie(context.request, attempt_cookie, secret + "." + net::percent_encode(next), attempt_lifetime));
    return response;
}

Result<net::Outcome> come_back(const Context& context, const SignInWays& ways) {
    if (!ways.oidc) return std::unexpected(not_found(context));
    const auto attempt = read_attempt(context.request);
    const auto& request = context.request;
    const auto person = ways.oidc->finish(
        attempt.secret, {request.parameter("state"), request.parameter("code"), request.parameter("iss"), request.parameter("error")},
        context.town.now());
    if (!person) return tell(context, ways, person.error());
    const Deed deed{context.town.random(), context.town.now(), ""};
    const auto account = admit(context.town.db(), deed, *person, ways.oidc->settings().same_login);
    if (!account && account.error().kind == ErrorKind::forbidden) return fail(ErrorKind::forbidden, context.t("sign_in.blocked"));
    if (!account) return std::unexpected(account.error());
    auto response = TRY(start_session(context, account->id, attempt.next));
    response.headers.emplace_back("Set-Cookie", forget_cookie(context.request, attempt_cookie));
    return response;
}

}  // namespace

std::vector<Route> oidc_routes(const SignInWays& ways) {
    using net::Method;
    return {{Method::get, "/sign-in/oidc", everyone, [ways](Context& context) { return go_there(context, ways); }},
            {Method::get, "/sign-in/oidc/callback", everyone, [ways](Context& context) { return come_back(context, ways); }}};
}

}  // namespace kireise::people
