#include "journey/timeline.h"

#include "formats/chart_svg.h"

namespace kireise::journey {
namespace {

formats::DueState due_state(const PlannedDeliverable& planned) {
    if (planned.progress.state == State::done) return formats::DueState::done;
    return planned.overdue ? formats::DueState::late : formats::DueState::open;
}

formats::PhaseSpan span_of(const PlannedPhase& phase) {
    formats::PhaseSpan span{phase.phase.title, formats::day_number(phase.start), formats::day_number(phase.end)};
    for (const auto& planned : phase.deliverables) {
        span.dues.push_back({planned.deliverable.title, formats::day_number(planned.due), due_state(planned)});
    }
    return span;
}

}  // namespace

std::string timeline_svg(const people::Context& context, const Plan& plan, Screen screen) {
    const bool wide = screen == Screen::wide;
    formats::Timeline chart{.head = {.id = wide ? "timeline" : "timeline-narrow",
                                     .title = context.t("journey.timeline"),
                                     .width = wide ? 760.0 : 320.0,
                                     .lang = context.language.id},
                            .phases = {},
                            .today = formats::day_number(context.town.today()),
                            .list_dues = false,
                            .today_word = context.t("journey.today"),
                            .open_word = context.t("journey.states.open"),
                            .done_word = context.t("journey.states.done"),
                            .late_word = context.t("journey.states.overdue")};
    for (const auto& phase : plan.phases) chart.phases.push_back(span_of(phase));
    return formats::timeline_svg(chart);
}

}  // namespace kireise::journey
