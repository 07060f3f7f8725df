#include "journey/funding_summary.h"

#include <fmt/core.h>

#include <algorithm>

namespace kireise::journey {
namespace {

using people::Context;

std::string_view key_of(DueKind kind) {
    switch (kind) {
        case DueKind::condition: return "condition";
        case DueKind::spend: return "spend";
        case DueKind::period_end: return "period_end";
        case DueKind::proof: return "proof";
    }
    return "proof";
}

std::string_view badge_of_state(ProjectState state) {
    switch (state) {
        case ProjectState::proof_overdue: return "danger";
        case ProjectState::proof_period:
        case ProjectState::extension_asked: return "warning";
        case ProjectState::running:
        case ProjectState::extended:
        case ProjectState::proven: return "success";
        default: return "info";
    }
}

}  // namespace

std::string due_text(const Context& context, const NextDue& due) {
    return people::fill(context.t(fmt::format("funding.due.{}", key_of(due.kind))), {{"what", due.what}});
}

Json funding_summary(const Context& context, const Funding& funding) {
    const auto today = context.town.today();
    const auto state = project_state(funding.decision, today);
    const auto& lang = context.language.id;
    // What may be spent in all: as planned; without a plan what the Bescheid grants.
    const auto all = funding.lines.empty() && funding.decision ? funding.decision->maximum : funding.planned();
    const auto land = funding.spent_by_sources().land;
    Json out{{"has_decision", funding.decision.has_value()},
             {"state", context.t(fmt::format("funding.state.{}", id_of(state)))},
             {"badge", badge_of_state(state)},
             {"spent_whole", std::clamp<Cents>(funding.spent() / 100, 0, std::max<Cents>(all / 100, 1))},
             {"all_whole", std::max<Cents>(all / 100, 1)},
             {"spent_text",
              people::fill(context.t("funding.spent_of"), {{"spent", euros_text(funding.spent(), lang)}, {"all", euros_text(all, lang)}})},
             {"next", false}};
    if (!funding.decision) return out;
    out["land_text"] = people::fill(context.t("funding.land_of"),
                                    {{"spent", euros_text(land, lang)}, {"granted", euros_text(funding.decision->maximum, lang)}});
    const auto dues = open_dues(funding, today);
    if (!dues.empty() && state != ProjectState::proven) {
        const auto& next = dues.front();
        out["next"] = {{"text", due_text(context, next)}, {"date", german_text(next.day)}, {"overdue", next.day < today}};
    }
    return out;
}

}  // namespace kireise::journey
