#pragma once
// The Praxistest with people: some of the staff do their real tasks without and with the tool, and write down what it takes. No names: how
// many took part and in which role, nothing more. Pure.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "blueprint/common_types.h"
#include "blueprint/ids.h"
#include "lab/statistics.h"

namespace kireise::lab {

struct TrialTask {  // one task that was done both ways
    std::string task;
    double before = 0;  // minutes without the tool
    double after = 0;   // minutes with it, checking included
    int errors = 0;     // that were found in the result with the tool
    friend bool operator==(const TrialTask&, const TrialTask&) = default;
};

enum class TrialDecision { none, go_on, adapt, stop };

constexpr blueprint::EnumIds<TrialDecision, 4> enum_ids(TrialDecision) {
    return {
        {{TrialDecision::none, "none"}, {TrialDecision::go_on, "go-on"}, {TrialDecision::adapt, "adapt"}, {TrialDecision::stop, "stop"}}};
}

enum class Decider { coordination, department, leadership, council };

constexpr blueprint::EnumIds<Decider, 4> enum_ids(Decider) {
    return {{{Decider::coordination, "coordination"},
             {Decider::department, "department"},
             {Decider::leadership, "leadership"},
             {Decider::council, "council"}}};
}

struct Trial {
    std::string id;  // random; "" before it is saved
    std::string usecase;
    int version = 0;                                       // grows with each change
    std::map<std::string, int, std::less<>> participants;  // role profile -> number of people
    std::optional<Date> from, until;
    std::vector<TrialTask> tasks;
    std::string feedback;
    TrialDecision decision = TrialDecision::none;
    std::string reason;
    Decider decider = Decider::coordination;
    std::optional<Date> decided_on;

    [[nodiscard]] bool decided() const { return decision != TrialDecision::none; }
    [[nodiscard]] int people() const;
};

inline constexpr std::size_t trial_tasks_limit = 100;
inline constexpr std::size_t trial_task_characters = 120;
inline constexpr std::size_t trial_text_characters = 4000;
inline constexpr double trial_minutes_limit = 10'000;
inline constexpr int trial_people_limit = 1000;  // of one profile
inline constexpr std::size_t trial_reason_least = 10;

enum class TrialProblem { participants, period, tasks, minutes, errors, feedback, reason, decision };

constexpr blueprint::EnumIds<TrialProblem, 8> enum_ids(TrialProblem) {
    return {{{TrialProblem::participants, "participants"},
             {TrialProblem::period, "period"},
             {TrialProblem::tasks, "tasks"},
             {TrialProblem::minutes, "minutes"},
             {TrialProblem::errors, "errors"},
             {TrialProblem::feedback, "feedback"},
             {TrialProblem::reason, "reason"},
             {TrialProblem::decision, "decision"}}};
}

// Limits above; the end is not before the begin. Of a trial that is decided also: somebody took part, a task was measured, a reason.
[[nodiscard]] std::vector<TrialProblem> problems_of(const Trial& trial);

struct TrialFigures {
    double before = 0, after = 0;  // mean minutes for a task
    double saved = 0;              // mean minutes saved for a task; negative: it takes longer
    Interval interval;             // of saved, 95 %, bootstrap over the tasks
    int errors = 0;
    blueprint::Range hours_per_year;  // interval low x fewest cases .. interval high x most cases of the use case

    // Whether the tool saves time at all, for certain: 0 is outside of the interval.
    [[nodiscard]] bool clear() const { return interval.low > 0 || interval.high < 0; }
};

// nullopt without tasks. `volume`: cases in a year.
[[nodiscard]] std::optional<TrialFigures> figures_of(const Trial& trial, const blueprint::Range& volume);

[[nodiscard]] Json to_json(const Trial& trial);  // for keeping; without id and version
[[nodiscard]] Result<Trial> trial_from_json(const Json& json);

}  // namespace kireise::lab
