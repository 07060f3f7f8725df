#include "journey/labels.h"

#include "base/text.h"

namespace kireise::journey {

using blueprint::EvidenceKind;
using people::Context;

std::string evidence_text(const people::Texts& texts, const PlannedDeliverable& planned) {
    const auto kind = planned.deliverable.evidence.kind;
    auto key = "journey.evidence_of." + std::string(to_id(kind));
    const bool yes_or_no =
        kind == EvidenceKind::guideline_adopted || kind == EvidenceKind::package_exported || kind == EvidenceKind::document;
    if (yes_or_no && planned.progress.have == 0) key += "-open";
    return people::fill(people::text_of(texts, key),
                        {{"have", std::to_string(planned.progress.have)}, {"need", std::to_string(planned.progress.need)}});
}

std::string state_key(const PlannedDeliverable& planned) {
    if (planned.overdue) return "overdue";
    switch (planned.progress.state) {
        case State::open: return "open";
        case State::started: return "started";
        case State::done: return "done";
    }
    return "open";
}

std::string badge_of(std::string_view state) {
    if (state == "done") return "success";
    if (state == "overdue") return "danger";
    return state == "started" ? "warning" : "info";
}

std::string room_of(EvidenceKind kind) {
    switch (kind) {
        case EvidenceKind::survey_closed: return "/survey";
        case EvidenceKind::courses_ready: return "/learning";
        case EvidenceKind::passes_issued: return "/pass";
        case EvidenceKind::guideline_adopted: return "/guideline";
        case EvidenceKind::usecases_ranked: return "/usecases";
        case EvidenceKind::usecases_tested: return "/tests";
        case EvidenceKind::pcs_measured: return "/workstations";
        case EvidenceKind::verdicts_made: return "/verdicts";
        case EvidenceKind::package_exported: return "/hand-on";
        case EvidenceKind::document: return "";
    }
    return "";
}

Json deliverable_data(const Context& context, const PlannedDeliverable& planned) {
    const auto state = state_key(planned);
    return {{"title", planned.deliverable.title},
            {"why", planned.deliverable.why},
            {"slug", slug_of(planned.deliverable.id)},
            {"href", "/plan/" + std::string(slug_of(planned.deliverable.id))},
            {"due", german_text(planned.due)},
            {"until", people::fill(context.t("journey.until"), {{"date", german_text(planned.due)}})},
            {"overdue", planned.overdue},
            {"state", planned.progress.state == State::done      ? "done"
                      : planned.progress.state == State::started ? "started"
                                                                 : "open"},
            {"state_text", context.t("journey.states." + state)},
            {"badge", badge_of(state)},
            {"evidence", evidence_text(context.language.texts, planned)},
            {"action", context.t("journey.action." + std::string(to_id(planned.deliverable.evidence.kind)))}};
}

}  // namespace kireise::journey
