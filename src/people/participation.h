#pragma once
// Participation of the staff council (Personalrat): what may not go live before it has consented, or before somebody has recorded with a
// reason that it need not be asked. A procedure is a list of steps to which one is only ever added, so that nothing that was said is
// overwritten; the newest step says how things stand. By which law depends on the Land (blueprint::Law::staff_council_in).
//
// Consent holds for what was shown: a matter names its edition, and a new edition needs to be asked about again.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blueprint/ids.h"
#include "people/account_admin.h"

namespace kireise::people {

enum class ParticipationKind { survey_wave, pass, guideline, assistant_logging };

constexpr blueprint::EnumIds<ParticipationKind, 4> enum_ids(ParticipationKind) {
    return {{{ParticipationKind::survey_wave, "survey-wave"},
             {ParticipationKind::pass, "pass"},
             {ParticipationKind::guideline, "guideline"},
             {ParticipationKind::assistant_logging, "assistant-logging"}}};
}

// What consent is for.
struct Matter {
    ParticipationKind kind = ParticipationKind::survey_wave;
    std::string object;   // slug: of a wave its id, of a pass "basic", of a guideline its version "1", of the logging "usage"
    std::string edition;  // changes with what the staff council is shown; at most 64 characters
};

enum class ParticipationState { planned, asked, agreed, agreed_with_conditions, refused, not_required };

constexpr blueprint::EnumIds<ParticipationState, 6> enum_ids(ParticipationState) {
    return {{{ParticipationState::planned, "planned"},
             {ParticipationState::asked, "asked"},
             {ParticipationState::agreed, "agreed"},
             {ParticipationState::agreed_with_conditions, "agreed-with-conditions"},
             {ParticipationState::refused, "refused"},
             {ParticipationState::not_required, "not-required"}}};
}

[[nodiscard]] constexpr bool is_consent(ParticipationState state) {
    return state == ParticipationState::agreed || state == ParticipationState::agreed_with_conditions;
}
[[nodiscard]] constexpr bool is_answer(ParticipationState state) { return is_consent(state) || state == ParticipationState::refused; }

inline constexpr std::size_t participation_text_limit = 4000;  // characters
inline constexpr std::size_t participation_reason_least = 10;  // characters of a reason or condition

// Somebody says something.
struct NewStep {
    ParticipationState state = ParticipationState::asked;
    Role role = Role::coordination;  // in which it is said; coordination for an answer that came on paper
    Date day;                        // asked or answered on
    std::string text;                // question, condition or reason
    std::optional<Date> until;       // of consent: the last day on which it holds
    std::string title;               // of the matter, as people know it
    std::string law;                 // id of the Land's law; "" when it is not known
    std::string document;            // id of a blob of the town's documents; "" for none
    std::string document_name;
};

struct ParticipationStep : NewStep {
    int version = 0;  // 1, 2, ...
    Instant entered;
    std::string account, person;  // who entered it, id and name; "" after that account was deleted
    std::string edition;          // of the matter to which it belongs

    [[nodiscard]] bool on_paper() const { return is_answer(state) && role == Role::coordination; }
};
using ParticipationSteps = std::vector<ParticipationStep>;  // of one matter, oldest first

// How a matter stands on a day.
struct ParticipationStanding {
    ParticipationState state = ParticipationState::planned;
    int version = 0;       // of the newest step; 0 without
    bool changed = false;  // what was asked about is not what is there now
    bool expired = false;  // the consent held up to an earlier day

    [[nodiscard]] bool allows() const;  // to go live
};
[[nodiscard]] ParticipationStanding standing_of(const ParticipationSteps& steps, const std::string& edition, Date today);

// Whether this can be said next: the coordination asks, records answers that came on paper, and may say "not required" as long as the
// staff council has not answered; the staff council answers whatever was asked or declared not required, and may change its answer.
[[nodiscard]] bool may_say(Role role, ParticipationState state, const ParticipationSteps& steps, const std::string& edition);

enum class StepProblem { day, text, until, document };

constexpr blueprint::EnumIds<StepProblem, 4> enum_ids(StepProblem) {
    return {{{StepProblem::day, "day"}, {StepProblem::text, "text"}, {StepProblem::until, "until"}, {StepProblem::document, "document"}}};
}

// day: today or before, not before the step before; text: within its limits, and there for conditions, a refusal and "not required";
// until: only with consent, not before the day; document: there for an answer on paper.
[[nodiscard]] std::vector<StepProblem> problems_of(const NewStep& step, const ParticipationSteps& steps, Date today);

[[nodiscard]] store::Migrations participation_migrations();
// Who said something is then known by role only.
[[nodiscard]] PersonData participation_person_data();

[[nodiscard]] Result<ParticipationSteps> participation_steps(store::Connection& tx, ParticipationKind kind, const std::string& object);
// Of every matter about which anything was said.
[[nodiscard]] Result<std::vector<std::pair<Matter, ParticipationSteps>>> all_participation_steps(store::Connection& tx);

// Adds a step and audits it; gives its version. `seen` is the version of the newest step that the person saw: conflict when there is a
// newer one by now, and nothing is written. forbidden for what may_say() does not allow, invalid for problems.
[[nodiscard]] Result<int> add_participation_step(store::Connection& tx, const Deed& deed, const Matter& matter, int seen,
                                                 const NewStep& step);

// For what goes live. forbidden, with a sentence that says what is missing and where it is recorded.
[[nodiscard]] Result<> require_consent(store::Connection& tx, const Matter& matter, Date today);
// For what goes on by itself: without consent it leaves something out.
[[nodiscard]] Result<bool> has_consent(store::Connection& tx, const Matter& matter, Date today);

// "/participation/survey-wave/ID"
[[nodiscard]] std::string participation_path(const Matter& matter);

}  // namespace kireise::people
