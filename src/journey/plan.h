#pragma once
// The Reiseplan: what is due when, and how far it is. A deliverable's state follows from evidence in the system, never from a tick box.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "blueprint/journey_types.h"

namespace kireise::journey {

// What the rooms can show for themselves.
struct Facts {
    int survey_answers = 0;  // in closed waves
    int courses_ready = 0;
    int passes_issued = 0;
    bool guideline_adopted = false;
    int usecases_ranked = 0;
    int usecases_tested = 0;
    int pcs_measured = 0;
    int verdicts_made = 0;
    int packages_exported = 0;
    std::map<std::string, int, std::less<>> documents;  // deliverable id -> uploaded files
};

enum class State { open, started, done };

struct Progress {
    State state = State::open;
    int have = 0;
    int need = 1;
};

[[nodiscard]] Progress progress_of(const blueprint::Deliverable& deliverable, const Facts& facts);

struct PlannedDeliverable {
    blueprint::Deliverable deliverable;
    Date due;
    Progress progress;
    bool overdue = false;  // past due and not done
};

struct PlannedPhase {
    blueprint::Phase phase;
    Date start, end;
    std::vector<PlannedDeliverable> deliverables;
    int done = 0;
};

struct Plan {
    std::vector<PlannedPhase> phases;
    int done = 0;
    int all = 0;
};

// Phases without dates are left out. Due = start + phase_share x (end - start), whole days.
[[nodiscard]] Plan make_plan(const blueprint::Journey& journey, const std::vector<blueprint::PhaseDates>& dates, const Facts& facts,
                             Date today);

// The deliverable to see to next: the earliest due that is not done.
[[nodiscard]] std::optional<PlannedDeliverable> next_step(const Plan& plan);

}  // namespace kireise::journey
