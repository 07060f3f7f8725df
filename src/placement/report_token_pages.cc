#include <charconv>

#include "base/text.h"
#include "people/page.h"
#include "placement/placement_pages.h"
#include "placement/placement_store.h"
#include "placement/report_token.h"

namespace kireise::placement {
namespace {

using net::Method;
using people::Context;
using people::fill;
using people::Role;

constexpr auto it_only = people::only(Role::it);
constexpr int standard_days = 30;

Json token_rows(const Context& context, const std::vector<ReportToken>& tokens) {
    auto rows = Json::array();
    for (const auto& token : tokens) {
        const bool valid = token.valid(context.town.now());
        const auto* state = valid ? "valid" : token.revoked ? "revoked" : "expired";
        rows.push_back({{"id", token.id},
                        {"name", token.name},
                        {"state", context.t("placement.token.state." + std::string(state))},
                        {"badge", valid ? "success" : "info"},
                        {"valid", valid},
                        {"facts", fill(context.t("placement.token.facts"), {{"created", german_time(token.created)},
                                                                            {"expires", german_time(token.expires)},
                                                                            {"used", context.number(token.used)}})}});
    }
    return rows;
}

Result<net::Outcome> tokens_page(const Context& context, Json data, int status = 200) {
    const auto rows = token_rows(context, TRY(report_tokens(context.town.db())));
    data["rows"] = rows;
    data["has_rows"] = !rows.empty();
    data["name_limit"] = token_name_limit;
    data["days_limit"] = longest_token_days;
    if (!data.contains("days")) data["days"] = std::to_string(standard_days);
    return people::page(context, {.content_template = "placement/tokens",
                                  .title = context.t("placement.token.title"),
                                  .section = "workstations",
                                  .data = std::move(data),
                                  .status = status});
}

Result<net::Outcome> show_tokens(Context& context) { return tokens_page(context, Json::object()); }

Result<net::Outcome> create_token(Context& context) {
    const auto name = std::string(trim(context.form.value("name")));
    const auto said = context.form.value("days");
    int days = 0;
    std::from_chars(said.data(), said.data() + said.size(), days);
    const auto made = make_token(context.town.db(), people::deed_of(context), name, days);
    if (!made && (made.error().kind == ErrorKind::invalid || made.error().kind == ErrorKind::conflict)) {
        const auto* key = made.error().kind == ErrorKind::conflict ? "placement.token.too_many" : "placement.token.invalid";
        return tokens_page(
            context, {{"problem", context.t(key)}, {"name", name.substr(0, 4 * token_name_limit)}, {"days", said.substr(0, 10)}}, 400);
    }
    return tokens_page(context, {{"secret", TRY(made).secret}});
}

Result<net::Outcome> end_token(Context& context) {
    TRY(revoke_token(context.town.db(), people::deed_of(context), context.path["id"]));
    return people::see("/workstations/tokens");
}

net::Response answer(int status, std::string sentence) { return net::text_response(status, std::move(sentence) + "\n"); }

// In English: it is read by a program and by who rolls it out.
net::Response refusal(const Error& problem) {
    switch (problem.kind) {
        case ErrorKind::unauthenticated: {
            auto out = answer(401, problem.message);
            out.headers.emplace_back("www-authenticate", "Bearer");
            return out;
        }
        case ErrorKind::busy: {
            auto out = answer(429, problem.message);
            out.headers.emplace_back("retry-after", "900");
            return out;
        }
        case ErrorKind::invalid: return answer(400, problem.message);
        case ErrorKind::too_large: return answer(413, problem.message);
        case ErrorKind::conflict: return answer(409, problem.message);
        default: return answer(503, "The portal cannot store the report now. Try again later.");
    }
}

std::string_view bearer(const net::Request& request) {
    constexpr std::string_view scheme = "bearer ";
    const auto header = request.header("authorization");
    return lower_ascii(header.substr(0, scheme.size())) == scheme ? trim(header.substr(scheme.size())) : std::string_view{};
}

Result<> take_report(const Context& context) {
    auto& db = context.town.db();
    TRY(admit_report(db, context.town.now(), bearer(context.request), context.request.peer));
    const auto report = TRY(parse_probe_report(context.request.body));
    TRY(add_report(db, context.town.random(), context.town.now(), "", report));
    return {};
}

// For everyone by its roles: the token is the leave, not a session.
Result<net::Outcome> receive_sent_report(Context& context) {
    if (!context.request.header("content-type").starts_with("application/json"))
        return answer(400, "A report is sent as application/json, as 'kireise probe --send' does.");
    const auto taken = take_report(context);
    if (!taken) return refusal(taken.error());
    return answer(201, "The report was received. Thank you.");
}

}  // namespace

std::vector<people::Route> report_token_routes() {
    return {
        {Method::get, "/workstations/tokens", it_only, show_tokens},
        {Method::post, "/workstations/tokens", it_only, create_token},
        {Method::post, "/workstations/tokens/{id}/revoke", it_only, end_token},
        {Method::post, "/workstations/reports", people::everyone, receive_sent_report, probe_report_limit},
    };
}

}  // namespace kireise::placement
