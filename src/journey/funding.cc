#include "journey/funding.h"

#include <algorithm>
#include <numeric>

namespace kireise::journey {
namespace {

template <class List, class Part>
Cents sum_of(const List& list, Part part) {
    return std::accumulate(list.begin(), list.end(), Cents{0}, [&](Cents sum, const auto& one) { return sum + part(one); });
}

// The Land's part of the payments that came first, until a call's money and that of all before it are spent.
bool is_spent(Cents called_so_far, Cents spent_of_land) { return spent_of_land >= called_so_far; }

void add_call_dues(const Funding& funding, std::vector<NextDue>& out) {
    const auto spent_of_land = funding.spent_by_sources().land;
    Cents called = 0;
    for (const auto& call : funding.calls) {
        if (!call.received) continue;
        called += call.amount;
        const Date by{std::chrono::sys_days{*call.received} + std::chrono::weeks{funding.decision->spend_weeks}};
        if (!is_spent(called, spent_of_land)) out.push_back({DueKind::spend, by, call.covers});
    }
}

}  // namespace

Date Decision::proof_due() const { return add_months(last_day(), proof_months); }

Cents Funding::planned_land() const {
    return sum_of(lines, [](const PlanLine& line) { return line.land; });
}
Cents Funding::planned_own() const {
    return sum_of(lines, [](const PlanLine& line) { return line.own; });
}
Cents Funding::spent() const {
    return sum_of(receipts, [&](const Receipt& receipt) { return counted(receipt); });
}
Cents Funding::received() const {
    return sum_of(calls, [](const Call& call) { return call.received ? call.amount : 0; });
}

Split Funding::spent_by_sources() const {
    const auto all = spent();
    auto split = split_by_sources(all, planned_land(), planned_own());
    if (decision) split.land = std::min(split.land, decision->maximum);
    return {split.land, all - split.land};
}

Funding until(Funding funding, Date day) {
    std::erase_if(funding.receipts, [&](const Receipt& receipt) { return receipt.paid > day; });
    std::erase_if(funding.calls, [&](const Call& call) { return call.dated > day; });
    for (auto& call : funding.calls) {
        if (call.received && *call.received > day) call.received.reset();
    }
    std::erase_if(funding.procurements, [&](const Procurement& one) { return one.dated > day; });
    std::erase_if(funding.inventory, [&](const InventoryItem& one) { return one.dated > day; });
    if (funding.decision && funding.decision->extension_granted > day) funding.decision->extension_granted.reset();
    return funding;
}

std::vector<LineState> line_states(const Funding& funding) {
    std::vector<LineState> out;
    for (const auto& line : funding.lines) {
        LineState state{.line = line};
        state.spent =
            sum_of(funding.receipts, [&](const Receipt& receipt) { return receipt.line == line.id ? funding.counted(receipt) : 0; });
        state.difference = state.spent - line.planned();
        state.change = share_in_basis_points(state.difference, line.planned());
        const auto limit = funding.decision ? funding.decision->limit_percent : 0;
        // Compared in cents, not in the rounded percentage.
        state.over_limit = state.difference > 0 && state.difference * 100 > line.planned() * limit;
        out.push_back(std::move(state));
    }
    return out;
}

ProjectState project_state(const std::optional<Decision>& decision, Date today) {
    if (!decision) return ProjectState::undecided;
    if (decision->proof_sent && *decision->proof_sent <= today) return ProjectState::proven;
    if (today < decision->start) return ProjectState::ahead;
    if (today > decision->proof_due()) return ProjectState::proof_overdue;
    if (today > decision->last_day()) return ProjectState::proof_period;
    if (decision->extension_granted) return ProjectState::extended;
    return decision->extension_asked ? ProjectState::extension_asked : ProjectState::running;
}

std::string_view id_of(ProjectState state) {
    switch (state) {
        case ProjectState::undecided: return "undecided";
        case ProjectState::ahead: return "ahead";
        case ProjectState::running: return "running";
        case ProjectState::extension_asked: return "extension_asked";
        case ProjectState::extended: return "extended";
        case ProjectState::proof_period: return "proof_period";
        case ProjectState::proof_overdue: return "proof_overdue";
        case ProjectState::proven: return "proven";
    }
    return "undecided";
}

std::vector<NextDue> open_dues(const Funding& funding, Date today) {
    std::vector<NextDue> out;
    for (const auto& condition : funding.conditions) {
        if (condition.due && !condition.done) out.push_back({DueKind::condition, *condition.due, condition.text});
    }
    if (funding.decision) {
        add_call_dues(funding, out);
        if (funding.decision->last_day() >= today) out.push_back({DueKind::period_end, funding.decision->last_day(), ""});
        if (!funding.decision->proof_sent) out.push_back({DueKind::proof, funding.decision->proof_due(), ""});
    }
    std::ranges::stable_sort(out, {}, &NextDue::day);
    return out;
}

void follow_extension(std::vector<blueprint::PhaseDates>& phases, const std::optional<Decision>& decision) {
    if (!decision) return;
    for (auto& phase : phases) {
        if (phase.end == decision->end && phase.start <= decision->last_day()) phase.end = decision->last_day();
    }
}

Date add_months(Date day, int months) {
    const auto moved = day + std::chrono::months{months};
    return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

}  // namespace kireise::journey
