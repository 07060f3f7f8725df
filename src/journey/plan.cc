#include "journey/plan.h"

#include <algorithm>
#include <cmath>

namespace kireise::journey {
namespace {

using blueprint::EvidenceKind;

int count_of(const blueprint::Deliverable& deliverable, const Facts& facts) {
    switch (deliverable.evidence.kind) {
        case EvidenceKind::survey_closed: return facts.survey_answers;
        case EvidenceKind::courses_ready: return facts.courses_ready;
        case EvidenceKind::passes_issued: return facts.passes_issued;
        case EvidenceKind::guideline_adopted: return facts.guideline_adopted ? 1 : 0;
        case EvidenceKind::usecases_ranked: return facts.usecases_ranked;
        case EvidenceKind::usecases_tested: return facts.usecases_tested;
        case EvidenceKind::pcs_measured: return facts.pcs_measured;
        case EvidenceKind::verdicts_made: return facts.verdicts_made;
        case EvidenceKind::package_exported: return facts.packages_exported;
        case EvidenceKind::document: {
            const auto found = facts.documents.find(deliverable.id);
            return found == facts.documents.end() ? 0 : found->second;
        }
    }
    return 0;
}

Date due_date(const blueprint::PhaseDates& dates, double share) {
    const auto start = std::chrono::sys_days{dates.start};
    const auto length = (std::chrono::sys_days{dates.end} - start).count();
    return Date{start + std::chrono::days{std::lround(share * static_cast<double>(length))}};
}

PlannedPhase plan_phase(const blueprint::Phase& phase, const blueprint::PhaseDates& dates, const Facts& facts, Date today) {
    PlannedPhase out{.phase = phase, .start = dates.start, .end = dates.end, .deliverables = {}, .done = 0};
    for (const auto& deliverable : phase.deliverables) {
        PlannedDeliverable planned{deliverable, due_date(dates, deliverable.phase_share), progress_of(deliverable, facts), false};
        planned.overdue = planned.progress.state != State::done && planned.due < today;
        if (planned.progress.state == State::done) ++out.done;
        out.deliverables.push_back(std::move(planned));
    }
    return out;
}

}  // namespace

Progress progress_of(const blueprint::Deliverable& deliverable, const Facts& facts) {
    Progress out{State::open, count_of(deliverable, facts), deliverable.evidence.minimum.value_or(1)};
    if (out.have >= out.need) out.state = State::done;
    else if (out.have > 0) out.state = State::started;
    return out;
}

Plan make_plan(const blueprint::Journey& journey, const std::vector<blueprint::PhaseDates>& dates, const Facts& facts, Date today) {
    Plan plan;
    for (const auto& phase : journey.phases) {
        const auto of_phase = std::ranges::find(dates, phase.id, &blueprint::PhaseDates::id);
        if (of_phase == dates.end()) continue;
        plan.phases.push_back(plan_phase(phase, *of_phase, facts, today));
        plan.done += plan.phases.back().done;
        plan.all += static_cast<int>(phase.deliverables.size());
    }
    return plan;
}

std::optional<PlannedDeliverable> next_step(const Plan& plan) {
    std::optional<PlannedDeliverable> next;
    for (const auto& phase : plan.phases) {
        for (const auto& deliverable : phase.deliverables) {
            if (deliverable.progress.state == State::done) continue;
            if (!next || deliverable.due < next->due) next = deliverable;
        }
    }
    return next;
}

}  // namespace kireise::journey
