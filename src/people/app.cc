#include "people/app.h"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

#include "base/assets.h"
#include "base/status.h"
#include "base/text.h"
#include "net/http.h"
#include "people/error_text.h"
#include "people/page.h"
#include "people/security_headers.h"

namespace kireise::people {
namespace {

// A browser says where a form came from; what comes from another site is refused even before any token is looked at.
bool comes_from_another_site(const net::Request& request) {
    const auto site = request.header("sec-fetch-site");
    if (!site.empty()) return site != "same-origin" && site != "none";
    const auto origin = request.header("origin");
    return !origin.empty() && origin.substr(origin.find("//") + 2) != request.header("host");
}

bool is_change(net::Method method) { return method != net::Method::get && method != net::Method::head; }

Result<> read_form(Context& context) {
    if (comes_from_another_site(context.request)) return fail(ErrorKind::forbidden, context.t("error.foreign_form"));
    if (context.request.header("content-type").starts_with("application/json")) {
        if (context.account && context.request.header("x-csrf") != csrf_token(context.session_token))
            return fail(ErrorKind::forbidden, context.t("error.csrf"));
        return {};
    }
    context.form = TRY(net::parse_form(context.request));
    if (context.account && context.form.value("csrf") != csrf_token(context.session_token))
        return fail(ErrorKind::forbidden, context.t("error.csrf"));
    return {};
}

Result<> sign_in_by_session(Context& context) {
    context.session_token = context.request.cookie("session");
    context.account = TRY(session_account(context.town.db(), context.town.now(), context.session_token));
    return {};
}

}  // namespace

Result<std::shared_ptr<const Languages>> load_languages() {
    auto languages = std::make_shared<Languages>();
    const auto sources = built_in_templates();
    for (const auto* id : {"de", "en"}) {
        auto texts = TRY(built_in_texts(id));
        auto templates = TRY(Templates::load(sources, texts));
        languages->emplace(id, Language{id, std::move(texts), std::move(templates)});
    }
    return languages;
}

const Language& language_of(const Languages& languages, const net::Request& request) {
    const auto chosen = languages.find(request.cookie("lang"));
    return chosen == languages.end() ? languages.find("de")->second : chosen->second;
}

net::Outcome App::handle(const net::Request& request) const {
    Context context{.town = town_, .request = request, .language = language_of(*languages_, request)};
    auto answered = answer(context);
    auto outcome = answered ? *std::move(answered) : error_page(context, answered.error());
    add_security_headers(outcome);
    return outcome;
}

Result<net::Outcome> App::answer(Context& context) const {
    auto found = routes_.find(context.request.method, context.request.path);
    if (!found) {
        TRY(sign_in_by_session(context));  // for the error page
        return fail(ErrorKind::not_found, context.t("error.not_found"));
    }
    const auto& route = found->route;
    context.path = std::move(found->path);
    if (route.pattern != asset_route) TRY(sign_in_by_session(context));
    if (route.roles != everyone && !context.account) return fail(ErrorKind::unauthenticated, context.t("error.sign_in"));
    if (route.roles != everyone && !context.account->roles.overlaps(route.roles)) {
        return fail(ErrorKind::forbidden, context.t("error.forbidden"));
    }
    if (is_change(context.request.method)) TRY(read_form(context));
    auto outcome = TRY(route.handler(context));
    TRY(keep_place(context, outcome));
    return outcome;
}

// A person's stream holds one of the places until it ends.
Result<> App::keep_place(const Context& context, net::Outcome& outcome) const {
    auto* stream = std::get_if<net::Stream>(&outcome);
    if (stream == nullptr || !context.account) return {};
    auto place = stream_places_.take(context.account->id);
    if (!place) return fail(ErrorKind::busy, fill(context.t("error.streams"), {{"count", std::to_string(streams_per_person)}}));
    stream->produce = [place = std::move(place), produce = std::move(stream->produce)](net::StreamSink& sink) { produce(sink); };
    return {};
}

net::Outcome App::error_page(Context& context, const Error& problem) const {
    if (problem.kind == ErrorKind::unauthenticated && !is_change(context.request.method)) {
        return net::redirect("/sign-in?next=" + net::percent_encode(context.request.path));
    }
    const int status = http_status(problem.kind);
    if (status >= 500) spdlog::error("{}: {}: {}", context.request.id, status, problem.message);
    const bool internal = problem.kind == ErrorKind::internal || problem.kind == ErrorKind::io;
    const auto message = internal ? context.t("error.internal") : in_language(context.language.id, problem.message);
    auto made = page(context, {.content_template = "error",
                               .title = context.t(fmt::format("error.title_{}", status)),
                               .section = "",
                               .data = {{"message", message}, {"request_id", status >= 500 ? context.request.id : ""}},
                               .status = status});
    return made ? *std::move(made) : net::text_response(status, message + "\n");
}

}  // namespace kireise::people
