// The funding at a glance, and its reports.

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "formats/ods.h"
#include "formats/odt.h"
#include "journey/funding_pages.h"
#include "journey/funding_report.h"
#include "journey/funding_summary.h"
#include "journey/journey_pages.h"
#include "people/notice.h"
#include "people/page.h"

namespace kireise::journey {
namespace {

using net::Method;
using people::Context;

constexpr std::array<people::Notice, 1> notices{{{"saved", "funding.saved"}}};

std::string euros(const Context& context, Cents cents) { return euros_text(cents, context.language.id); }

Json fact(const Context& context, const std::string& key, const std::string& value) {
    return {{"key", context.t("funding." + key)}, {"value", value}};
}

Json decision_facts(const Context& context, const Funding& funding) {
    const auto& decision = *funding.decision;
    auto out = Json::array({fact(context, "field.decision.reference", decision.reference),
                            fact(context, "report.period", german_text(decision.start) + " – " + german_text(decision.last_day())),
                            fact(context, "field.decision.financing", context.t("funding.choice." + decision.financing)),
                            fact(context, "field.decision.maximum", euros(context, decision.maximum))});
    if (const auto share = share_in_basis_points(funding.planned_land(), funding.planned()))
        out.push_back(fact(context, "report.share", basis_points_text(*share, context.language.id)));
    if (decision.extension_granted) {
        out.push_back(fact(context, "report.extension",
                           people::fill(context.t("funding.report.extension_text"),
                                        {{"date", german_text(*decision.extension_granted)}, {"end", german_text(decision.end)}})));
    } else if (decision.extension_asked) {
        out.push_back(fact(context, "report.extension",
                           people::fill(context.t("funding.extension_asked"), {{"date", german_text(*decision.extension_asked)}})));
    }
    out.push_back(fact(context, "report.proof_due", german_text(decision.proof_due())));
    return out;
}

Json line_rows(const Context& context, const Funding& funding) {
    auto out = Json::array();
    for (const auto& state : line_states(funding)) {
        out.push_back({{"title", state.line.position + " " + state.line.title},
                       {"planned", euros(context, state.line.planned())},
                       {"spent", euros(context, state.spent)},
                       {"difference", euros(context, state.difference)},
                       {"change", state.change ? basis_points_text(*state.change, context.language.id) : "–"},
                       {"mark", state.over_limit}});
    }
    return out;
}

Json income_rows(const Context& context, const Funding& funding) {
    auto out = Json::array();
    for (const auto& line : income_lines(funding)) {
        out.push_back({{"title", context.t(fmt::format("funding.report.source_{}", line.id))},
                       {"planned", euros(context, line.planned)},
                       {"income", euros(context, line.income)},
                       {"spent", euros(context, line.spent)},
                       {"left", euros(context, line.left())}});
    }
    return out;
}

// Where plans do not fit each other, said before a funding body says it.
Json warnings(const Context& context, const Funding& funding) {
    auto out = Json::array();
    const auto add = [&](const char* key, people::Values values) { out.push_back({{"text", people::fill(context.t(key), values)}}); };
    const auto& decision = *funding.decision;
    if (!funding.lines.empty() && funding.planned_land() != decision.maximum) {
        add("funding.warning.maximum",
            {{"planned", euros(context, funding.planned_land())}, {"maximum", euros(context, decision.maximum)}});
    }
    if (funding.received() > decision.maximum) add("funding.warning.called", {{"received", euros(context, funding.received())}});
    const auto outside = std::ranges::count_if(
        funding.receipts, [&](const Receipt& receipt) { return receipt.paid < decision.start || receipt.paid > decision.last_day(); });
    if (outside > 0) add("funding.warning.outside", {{"n", std::to_string(outside)}});
    return out;
}

Json link_list(const Context& context, const Funding& funding) {
    const auto link = [&](const char* kind, std::size_t count) {
        return Json{{"href", fmt::format("/funding/{}", kind)},
                    {"title", context.t(fmt::format("funding.kind.{}.title", kind))},
                    {"text", people::fill(context.t("funding.count"), {{"n", std::to_string(count)}})}};
    };
    return {link("line", funding.lines.size()),
            link("receipt", funding.receipts.size()),
            link("call", funding.calls.size()),
            link("condition", funding.conditions.size()),
            link("procurement", funding.procurements.size()),
            link("inventory", funding.inventory.size())};
}

Json due_list(const Context& context, const Funding& funding) {
    auto out = Json::array();
    const auto today = context.town.today();
    for (const auto& due : open_dues(funding, today)) {
        out.push_back({{"text", due_text(context, due)}, {"date", german_text(due.day)}, {"overdue", due.day < today}});
    }
    return out;
}

Result<net::Outcome> show_overview(Context& context) {
    const auto funding = TRY(load_funding(context.town));
    auto data = funding_summary(context, funding);
    data["lists"] = link_list(context, funding);
    data["today"] = to_string(context.town.today());
    data["notice"] = people::notice(context, notices);
    data["has_lines"] = !funding.lines.empty();
    data["lines"] = line_rows(context, funding);
    data["sum_planned"] = euros(context, funding.planned());
    data["sum_spent"] = euros(context, funding.spent());
    data["sum_difference"] = euros(context, funding.spent() - funding.planned());
    data["income"] = income_rows(context, funding);
    if (funding.decision) {
        data["facts"] = decision_facts(context, funding);
        data["dues"] = due_list(context, funding);
        data["warnings"] = warnings(context, funding);
    }
    return people::page(context,
                        {.content_template = "journey/funding", .title = context.t("funding.title"), .section = "journey", .data = data});
}

template <ReportKind kind, bool spreadsheet>
Result<net::Outcome> send_report(Context& context) {
    const auto typed = context.request.parameter("until");
    const auto until_day = typed.empty() ? std::optional(context.town.today()) : parse_date(typed);
    if (!until_day) return fail(ErrorKind::invalid, context.t("funding.problem.date"));
    if (!TRY(load_decision(context.town))) return fail(ErrorKind::conflict, context.t("funding.no_decision"));
    const auto report = TRY(gather_report(context.town, kind, *until_day));
    const auto texts = TRY(people::built_in_texts("de"));
    const auto name = report_file_name(kind);
    if constexpr (spreadsheet) {
        return people::download(TRY(formats::to_ods(report_workbook(report, texts))), "application/vnd.oasis.opendocument.spreadsheet",
                                name + ".ods");
    }
    return people::download(TRY(formats::to_odt(report_document(report, texts))), "application/vnd.oasis.opendocument.text", name + ".odt");
}

}  // namespace

std::vector<people::Route> funding_overview_routes() {
    return {
        {Method::get, "/funding", editors, show_overview},
        {Method::get, "/funding/reports/zwischennachweis.odt", editors, send_report<ReportKind::interim, false>},
        {Method::get, "/funding/reports/zwischennachweis.ods", editors, send_report<ReportKind::interim, true>},
        {Method::get, "/funding/reports/verwendungsnachweis.odt", editors, send_report<ReportKind::final, false>},
        {Method::get, "/funding/reports/verwendungsnachweis.ods", editors, send_report<ReportKind::final, true>},
    };
}

}  // namespace kireise::journey
