#pragma once
// For this room only: the four forms of a procedure. Which one a person sees depends on role and state (may_say).

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "people/app.h"
#include "people/participation.h"

namespace kireise::people {

struct ParticipationForm {
    std::string_view id;  // of its texts, its fields and its route
    Role role = Role::coordination;
    std::vector<ParticipationState> states;  // to choose from; one: nothing to choose
    bool day = false;                        // asks on which day; else it is today
    bool until = false;
    bool needs_document = false;
};

// ask, paper, waive: coordination; answer: staff council.
[[nodiscard]] std::span<const ParticipationForm> participation_forms();

inline constexpr std::size_t participation_document_limit = 6U << 20U;  // bytes

// Ids of fields with a problem: "decision", "document_large", or a StepProblem's.
using FormProblems = std::vector<std::string>;

struct ReadForm {
    NewStep step;  // title, law and document are the caller's to fill in
    const net::Upload* upload = nullptr;
    FormProblems problems;
};
[[nodiscard]] ReadForm read_form(const Context& context, const ParticipationForm& form, const ParticipationSteps& steps);

// For the template; `typed` is what was sent, or null.
[[nodiscard]] Json form_view(const Context& context, const ParticipationForm& form, const Matter& matter, int version,
                             const net::Form* typed, const FormProblems& problems);

}  // namespace kireise::people
