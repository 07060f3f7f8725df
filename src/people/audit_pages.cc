// The audit trail, for those who supervise: filtered, paged, as CSV, and its chain checked.

#include <algorithm>

#include "base/csv.h"
#include "base/number.h"
#include "people/account_pages.h"
#include "people/audit_words.h"
#include "people/page.h"

namespace kireise::people {
namespace {

using net::Method;

constexpr auto supervisors = only(Role::data_protection, Role::staff_council, Role::admin);
constexpr int entries_per_page = 50;
constexpr int csv_limit = 100'000;  // entries in one file
constexpr char csv_separator = ';';
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Asked {
    std::string action, from, until;  // as the form has them
    std::optional<std::int64_t> before;
};

std::optional<std::int64_t> positive(const std::string& text) {
    const auto value = whole_number(text);
    return value && *value > 0 ? value : std::nullopt;
}

Asked asked(const Context& context) {
    const auto date = [&](std::string_view name) {
        const auto day = parse_date(context.request.parameter(name));
        return day ? to_string(*day) : std::string{};
    };
    auto action = context.request.parameter("action");
    if (action.size() > 100) action.clear();
    return {action, date("from"), date("until"), positive(context.request.parameter("before"))};
}

// Midnight in Germany (one or two hours before that of UTC).
Instant begin_of(Date day) {
    const Instant summer = std::chrono::sys_days{day} - std::chrono::hours{2};
    return german_date(summer) == day ? summer : summer + std::chrono::hours{1};
}

AuditFilter filter_of(const Asked& asked) {
    AuditFilter filter{.action = asked.action, .from = {}, .until = {}, .before = asked.before};
    if (const auto day = parse_date(asked.from)) filter.from = begin_of(*day);
    if (const auto day = parse_date(asked.until)) filter.until = begin_of(std::chrono::sys_days{*day} + std::chrono::days{1});
    return filter;
}

std::string query_of(const Asked& asked) {
    return "?action=" + net::percent_encode(asked.action) + "&from=" + asked.from + "&until=" + asked.until;
}

Json entry_row(const Context& context, const AuditEntry& entry) {
    return {{"number", entry.number},
            {"when", german_time(entry.when)},
            {"who", actor_text(context, entry.actor)},
            {"what", action_text(context, entry.action)},
            {"object", object_text(context, entry.object)},
            {"detail", detail_text(context, entry)}};
}

Result<Json> action_options(const Context& context, const std::string& chosen) {
    std::vector<std::pair<std::string, std::string>> options;  // text, action
    for (auto& action : TRY(audit_actions(context.town.db()))) options.emplace_back(action_text(context, action), action);
    std::ranges::sort(options);
    auto out = Json::array();
    for (const auto& [text, action] : options) out.push_back({{"id", action}, {"text", text}, {"chosen", action == chosen}});
    return out;
}

Result<net::Outcome> show_audit(Context& context) {
    const auto wanted = asked(context);
    auto entries = TRY(audit_entries(context.town.db(), entries_per_page + 1, filter_of(wanted)));
    const bool more = entries.size() > entries_per_page;
    if (more) entries.pop_back();
    auto rows = Json::array();
    for (const auto& entry : entries) rows.push_back(entry_row(context, entry));
    const auto head = TRY(audit_head(context.town.db()));
    const bool filtered = !wanted.action.empty() || !wanted.from.empty() || !wanted.until.empty();
    auto actions = TRY(action_options(context, wanted.action));
    Json data{{"rows", rows},
              {"has_rows", !rows.empty()},
              {"actions", std::move(actions)},
              {"from", wanted.from},
              {"until", wanted.until},
              {"filtered", filtered},
              {"csv", "/audit/entries.csv" + query_of(wanted)},
              {"head", head.hash},
              {"count", fill(context.t("audit.count"), {{"count", context.number(static_cast<double>(head.entries))}})}};
    if (wanted.before) data["newest"] = {{"href", "/audit" + query_of(wanted)}};
    if (more) data["older"] = {{"href", "/audit" + query_of(wanted) + "&before=" + std::to_string(entries.back().number)}};
    data["has_pages"] = more || wanted.before;
    return page(context,
                {.content_template = "people/audit", .title = context.t("audit.title"), .section = "audit", .data = std::move(data)});
}

Result<net::Outcome> send_csv(Context& context) {
    std::vector<std::string> header;
    for (const auto* column : {"number", "when", "who", "what", "object", "detail", "hash"}) {
        header.push_back(context.t(std::string("audit.column.") + column));
    }
    auto csv = std::string(byte_order_mark) + csv_line(header, csv_separator);
    for (const auto& entry : TRY(audit_entries(context.town.db(), csv_limit, filter_of(asked(context))))) {
        csv += csv_line({std::to_string(entry.number), to_string(entry.when), actor_text(context, entry.actor),
                         action_text(context, entry.action), object_text(context, entry.object), detail_text(context, entry), entry.hash},
                        csv_separator);
    }
    return download(std::move(csv), "text/csv; charset=utf-8", "protokoll.csv");
}

Result<net::Outcome> show_check(Context& context) {
    auto anchor = context.request.parameter("head");
    if (anchor.size() > 64) anchor.clear();
    const auto proof = TRY(verify_audit(context.town.db(), anchor));
    const bool whole = !proof.broken && proof.anchored;
    Json data{{"whole", whole},
              {"broken", proof.broken ? Json(fill(context.t("audit.broken"), {{"number", std::to_string(*proof.broken)}})) : Json(false)},
              {"lost", !proof.broken && !proof.anchored},
              {"anchor", anchor},
              {"head", proof.head},
              {"count", fill(context.t("audit.checked"), {{"count", context.number(static_cast<double>(proof.entries))}})}};
    return page(
        context,
        {.content_template = "people/audit_check", .title = context.t("audit.check_title"), .section = "audit", .data = std::move(data)});
}

}  // namespace

std::vector<Route> audit_routes() {
    return {{Method::get, "/audit", supervisors, show_audit},
            {Method::get, "/audit/entries.csv", supervisors, send_csv},
            {Method::get, "/audit/check", supervisors, show_check}};
}

}  // namespace kireise::people
