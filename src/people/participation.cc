#include "people/participation.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"

namespace kireise::people {
namespace {

using enum ParticipationState;

bool was_answered(const ParticipationSteps& steps) {
    return std::ranges::any_of(steps, [](const ParticipationStep& step) { return is_answer(step.state); });
}

// Line breaks and tabs belong to a text of several lines.
bool is_plain_text(std::string_view text) {
    const auto is_control = [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f;
    };
    return is_utf8(text) && std::ranges::none_of(text, is_control);
}

bool needs_reason(ParticipationState state) { return state == agreed_with_conditions || state == refused || state == not_required; }

bool text_fits(const NewStep& step) {
    const auto length = characters(trim(step.text));
    if (!is_plain_text(step.text) || length > participation_text_limit) return false;
    return !needs_reason(step.state) || length >= participation_reason_least;
}

bool day_fits(const NewStep& step, const ParticipationSteps& steps, Date today) {
    return step.day.ok() && step.day <= today && (steps.empty() || step.day >= steps.back().day);
}

bool until_fits(const NewStep& step) { return !step.until || (is_consent(step.state) && step.until->ok() && *step.until >= step.day); }

}  // namespace

bool ParticipationStanding::allows() const { return state == not_required || (is_consent(state) && !changed && !expired); }

ParticipationStanding standing_of(const ParticipationSteps& steps, const std::string& edition, Date today) {
    if (steps.empty()) return {};
    const auto& last = steps.back();
    return {.state = last.state,
            .version = last.version,
            .changed = last.state != not_required && last.edition != edition,
            .expired = last.until && *last.until < today};
}

bool may_say(Role role, ParticipationState state, const ParticipationSteps& steps, const std::string& edition) {
    const auto now = steps.empty() ? planned : steps.back().state;
    if (role == Role::coordination && state == asked) return now != asked || steps.back().edition != edition;
    if (role == Role::coordination && state == not_required) return now != not_required && !was_answered(steps);
    if (role == Role::coordination) return is_answer(state) && now == asked;
    return role == Role::staff_council && is_answer(state) && now != planned;
}

std::vector<StepProblem> problems_of(const NewStep& step, const ParticipationSteps& steps, Date today) {
    std::vector<StepProblem> out;
    if (!day_fits(step, steps, today)) out.push_back(StepProblem::day);
    if (!text_fits(step)) out.push_back(StepProblem::text);
    if (!until_fits(step)) out.push_back(StepProblem::until);
    if (step.role == Role::coordination && is_answer(step.state) && step.document.empty()) out.push_back(StepProblem::document);
    return out;
}

std::string participation_path(const Matter& matter) {
    return fmt::format("/participation/{}/{}", blueprint::to_id(matter.kind), matter.object);
}

}  // namespace kireise::people
