#include "lab/trial.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/text.h"

namespace kireise::lab {
namespace {

using blueprint::from_id;
using blueprint::to_id;

constexpr std::uint64_t bootstrap_seed = 1;

bool is_minutes(double value) { return std::isfinite(value) && value >= 0 && value <= trial_minutes_limit; }

bool is_count(int value, int most) { return value >= 0 && value <= most; }

Json date_json(const std::optional<Date>& date) { return date ? Json(to_string(*date)) : Json(); }

std::optional<Date> date_from(const Json& json) { return json.is_string() ? parse_date(json.get<std::string>()) : std::nullopt; }

void check_decision(const Trial& trial, std::vector<TrialProblem>& out) {
    if (trial.people() == 0) out.push_back(TrialProblem::participants);
    if (trial.tasks.empty()) out.push_back(TrialProblem::tasks);
    if (trim(trial.reason).size() < trial_reason_least) out.push_back(TrialProblem::reason);
    if (!trial.decided_on) out.push_back(TrialProblem::decision);
}

}  // namespace

int Trial::people() const {
    return std::accumulate(participants.begin(), participants.end(), 0, [](int sum, const auto& one) { return sum + one.second; });
}

std::vector<TrialProblem> problems_of(const Trial& trial) {
    std::vector<TrialProblem> out;
    const auto note = [&](bool problem, TrialProblem kind) {
        if (problem) out.push_back(kind);
    };
    note(std::ranges::any_of(trial.participants, [](const auto& one) { return !is_count(one.second, trial_people_limit); }),
         TrialProblem::participants);
    note(trial.from && trial.until && std::chrono::sys_days{*trial.until} < std::chrono::sys_days{*trial.from}, TrialProblem::period);
    note(trial.tasks.size() > trial_tasks_limit ||
             std::ranges::any_of(
                 trial.tasks, [](const TrialTask& one) { return trim(one.task).empty() || characters(one.task) > trial_task_characters; }),
         TrialProblem::tasks);
    note(!std::ranges::all_of(trial.tasks, [](const TrialTask& one) { return is_minutes(one.before) && is_minutes(one.after); }),
         TrialProblem::minutes);
    note(!std::ranges::all_of(trial.tasks, [](const TrialTask& one) { return is_count(one.errors, 1000); }), TrialProblem::errors);
    note(characters(trial.feedback) > trial_text_characters, TrialProblem::feedback);
    note(characters(trial.reason) > trial_text_characters, TrialProblem::reason);
    if (trial.decided()) check_decision(trial, out);
    return out;
}

std::optional<TrialFigures> figures_of(const Trial& trial, const blueprint::Range& volume) {
    if (trial.tasks.empty()) return std::nullopt;
    TrialFigures out;
    std::vector<double> saved;
    for (const auto& task : trial.tasks) {
        out.before += task.before / static_cast<double>(trial.tasks.size());
        out.after += task.after / static_cast<double>(trial.tasks.size());
        out.errors += task.errors;
        saved.push_back(task.before - task.after);
    }
    out.saved = mean(saved);
    out.interval = bootstrap_mean(saved, seeded_random(bootstrap_seed));
    // Where it takes longer, most cases cost most.
    const auto hours = [&](double minutes, bool most) { return minutes * (most ? volume.high : volume.low) / 60; };
    out.hours_per_year = {hours(out.interval.low, out.interval.low < 0), hours(out.interval.high, out.interval.high > 0)};
    return out;
}

Json to_json(const Trial& trial) {
    Json tasks = Json::array();
    for (const auto& task : trial.tasks)
        tasks.push_back({{"task", task.task}, {"before", task.before}, {"after", task.after}, {"errors", task.errors}});
    return {{"usecase", trial.usecase},
            {"participants", trial.participants},
            {"from", date_json(trial.from)},
            {"until", date_json(trial.until)},
            {"tasks", tasks},
            {"feedback", trial.feedback},
            {"decision", to_id(trial.decision)},
            {"reason", trial.reason},
            {"decider", to_id(trial.decider)},
            {"decided_on", date_json(trial.decided_on)}};
}

Result<Trial> trial_from_json(const Json& json) {
    try {
        Trial out{.usecase = json.at("usecase").get<std::string>()};
        for (const auto& [profile, count] : json.at("participants").items()) out.participants[profile] = count.get<int>();
        out.from = date_from(json.at("from"));
        out.until = date_from(json.at("until"));
        for (const auto& task : json.at("tasks")) {
            out.tasks.push_back({task.at("task").get<std::string>(), task.at("before").get<double>(), task.at("after").get<double>(),
                                 task.at("errors").get<int>()});
        }
        out.feedback = json.at("feedback").get<std::string>();
        out.decision = from_id<TrialDecision>(json.at("decision").get<std::string>()).value_or(TrialDecision::none);
        out.reason = json.at("reason").get<std::string>();
        out.decider = from_id<Decider>(json.at("decider").get<std::string>()).value_or(Decider::coordination);
        out.decided_on = date_from(json.at("decided_on"));
        return out;
    } catch (const Json::exception& problem) {
        return fail(ErrorKind::invalid, std::string("The record of a Praxistest cannot be read: ") + problem.what() + ".");
    }
}

}  // namespace kireise::lab
