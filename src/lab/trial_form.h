#pragma once
// For this room only: the form of a Praxistest, read and shown.

#include <vector>

#include "lab/trial.h"
#include "people/app.h"

namespace kireise::lab {

struct ReadTrial {
    Trial trial;
    std::vector<TrialProblem> problems;  // of what could not be read, and of problems_of()
};

// Over what is stored (`before`): participants, period, tasks, feedback; with "decide" also the decision. Rows whose fields are all empty
// are left out.
[[nodiscard]] ReadTrial read_trial(const people::Context& context, const blueprint::Snapshot& content, const Trial& before);

// "12,5" or "12.5"; nullopt for what is no number.
[[nodiscard]] std::optional<double> minutes_from(std::string_view text);

}  // namespace kireise::lab
