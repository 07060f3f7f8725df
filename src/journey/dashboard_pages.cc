#include "journey/dashboard_pages.h"

#include <array>

#include "journey/evidence.h"
#include "journey/funding_summary.h"
#include "journey/journey_pages.h"
#include "journey/journey_store.h"
#include "journey/labels.h"
#include "journey/own_step.h"
#include "journey/timeline.h"
#include "people/notice.h"
#include "people/page.h"
#include "people/remembered.h"

namespace kireise::journey {
namespace {

using people::Context;
using people::Role;

constexpr auto leaders = people::only(Role::coordination, Role::admin, Role::it);  // who move the project on
constexpr auto watchers = people::only(Role::data_protection, Role::staff_council);
constexpr std::array<people::Notice, 1> notices{{{"plan-saved", "journey.plan_saved"}}};

std::string euros(const Context& context, double amount) { return context.number(amount, 2) + "\u00a0€"; }

// `first_number`: of its deliverables, which are numbered through as in the timeline.
Json phase_data(const Context& context, const PlannedPhase& phase, std::size_t number, std::size_t first_number) {
    auto deliverables = Json::array();
    for (const auto& planned : phase.deliverables) {
        deliverables.push_back(deliverable_data(context, planned));
        deliverables.back()["number"] = first_number++;
    }
    const auto all = phase.deliverables.size();
    return {{"number", number},
            {"title", phase.phase.title},
            {"aim", phase.phase.aim},
            {"dates", german_text(phase.start) + " – " + german_text(phase.end)},
            {"done", people::fill(context.t("journey.phase_done"), {{"done", std::to_string(phase.done)}, {"all", std::to_string(all)}})},
            {"count", std::to_string(phase.done)},
            {"all", std::to_string(all)},
            {"deliverables", deliverables}};
}

Json funding_data(const Context& context, const Frame& frame) {
    auto lines = Json::array();
    for (const auto& line : frame.funding) {
        lines.push_back({{"source", line.source},
                         {"kind", context.t("journey.kinds." + std::string(to_id(line.kind)))},
                         {"amount", euros(context, line.amount)}});
    }
    return {{"funding", lines},
            {"has_funding", !frame.funding.empty()},
            {"total", euros(context, frame.total())},
            {"funding_end", frame.funding_end ? german_text(*frame.funding_end) : ""},
            {"note", frame.note}};
}

Json phase_list(const Context& context, const Plan& plan) {
    auto out = Json::array();
    std::size_t number = 1;
    for (const auto& phase : plan.phases) {
        out.push_back(phase_data(context, phase, out.size() + 1, number));
        number += phase.deliverables.size();
    }
    return out;
}

Json project_step(const Context& context, const Plan& plan) {
    const auto next = next_step(plan);
    if (!next) return nullptr;
    auto data = deliverable_data(context, *next);
    const auto room = room_of(next->deliverable.evidence.kind);
    if (!room.empty()) data["href"] = room;
    else if (!context.account->roles.overlaps(editors)) data["action"] = context.t("journey.view");
    return data;
}

struct Shown {
    Plan plan;
    Json data;
};

// What everybody sees in the same way, in one language.
Result<Shown> shown_to_everybody(const Context& context) {
    Shown out;
    out.plan = TRY(current_plan(context.town));
    out.data = funding_data(context, TRY(load_frame(context.town)));
    const auto& plan = out.plan;
    out.data["state"] =
        people::fill(context.t("journey.lead"),
                     {{"done", std::to_string(plan.done)}, {"all", std::to_string(plan.all)}, {"date", german_text(context.town.today())}});
    out.data["phases"] = phase_list(context, plan);
    out.data["timeline"] = timeline_svg(context, plan, Screen::wide);
    out.data["timeline_narrow"] = timeline_svg(context, plan, Screen::narrow);
    return out;
}

Result<net::Outcome> show_dashboard(Context& context, people::Remembered& remembered) {
    const auto shown = TRY(people::remember(remembered, context.town, context.language.id, [&] { return shown_to_everybody(context); }));
    const auto& plan = shown->plan;
    auto data = shown->data;
    const auto roles = context.account->roles;
    const bool leads = roles.overlaps(leaders);
    if (!leads && roles.has(Role::staff)) data["own"] = TRY(own_step(context));
    data["watches"] = roles.overlaps(watchers);
    data["own_first"] = data.contains("own") || roles.overlaps(watchers);
    data["shows_next"] = leads;
    data["next"] = project_step(context, plan);
    data["may_edit"] = roles.overlaps(editors);
    data["grant"] = roles.overlaps(editors) ? funding_summary(context, TRY(load_funding(context.town))) : Json(false);
    data["sees_procurements"] = roles.has(Role::it) && !roles.overlaps(editors);
    data["notice"] = people::notice(context, notices);
    return people::page(context,
                        {.content_template = "journey/dashboard", .title = context.t("journey.title"), .section = "journey", .data = data});
}

}  // namespace

std::vector<people::Route> dashboard_routes() {
    const auto remembered = std::make_shared<people::Remembered>();  // the routes are those of one town
    return {{net::Method::get, "/", people::signed_in, [remembered](Context& context) { return show_dashboard(context, *remembered); }}};
}

}  // namespace kireise::journey
