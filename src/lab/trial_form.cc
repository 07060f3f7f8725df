#include "lab/trial_form.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/number.h"
#include "base/text.h"

namespace kireise::lab {
namespace {

using blueprint::from_id;

std::optional<int> count_from(std::string_view text) {
    text = trim(text);
    if (text.empty()) return 0;
    const auto value = whole_number(text);
    return value && std::in_range<int>(*value) ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

void note(ReadTrial& out, TrialProblem problem) {
    if (std::ranges::find(out.problems, problem) == out.problems.end()) out.problems.push_back(problem);
}

std::optional<Date> read_date(const people::Context& context, const char* name, ReadTrial& out, TrialProblem problem) {
    const auto text = std::string(trim(context.form.value(name)));
    if (text.empty()) return std::nullopt;
    const auto date = parse_date(text);
    if (!date) note(out, problem);
    return date;
}

void read_participants(const people::Context& context, const blueprint::Snapshot& content, ReadTrial& out) {
    out.trial.participants.clear();
    for (const auto& profile : content.all<blueprint::Profile>()) {
        const auto count = count_from(context.form.value("people-" + std::string(slug_of(profile.id))));
        if (!count) note(out, TrialProblem::participants);
        else if (*count != 0) out.trial.participants[profile.id] = *count;
    }
}

void read_tasks(const people::Context& context, ReadTrial& out) {
    const auto tasks = context.form.values("task"), before = context.form.values("before"), after = context.form.values("after"),
               errors = context.form.values("errors");
    out.trial.tasks.clear();
    if (before.size() != tasks.size() || after.size() != tasks.size() || errors.size() != tasks.size())
        return note(out, TrialProblem::tasks);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const auto name = std::string(trim(tasks[i]));
        if (name.empty() && trim(before[i]).empty() && trim(after[i]).empty() && trim(errors[i]).empty()) continue;
        const auto minutes_before = minutes_from(before[i]), minutes_after = minutes_from(after[i]);
        const auto found = count_from(errors[i]);
        if (!minutes_before || !minutes_after) note(out, TrialProblem::minutes);
        if (!found) note(out, TrialProblem::errors);
        out.trial.tasks.push_back({name, minutes_before.value_or(0), minutes_after.value_or(0), found.value_or(0)});
    }
}

void read_decision(const people::Context& context, ReadTrial& out) {
    if (context.form.value("decide").empty()) return;
    out.trial.decision = from_id<TrialDecision>(context.form.value("decision")).value_or(TrialDecision::none);
    out.trial.decider = from_id<Decider>(context.form.value("decider")).value_or(Decider::coordination);
    out.trial.reason = std::string(trim(context.form.value("reason")));
    out.trial.decided_on = read_date(context, "decided_on", out, TrialProblem::decision);
    const bool future = out.trial.decided_on && std::chrono::sys_days{*out.trial.decided_on} > std::chrono::sys_days{context.town.today()};
    if (!out.trial.decided() || future) note(out, TrialProblem::decision);
}

}  // namespace

std::optional<double> minutes_from(std::string_view text) {
    auto plain = std::string(trim(text));
    std::ranges::replace(plain, ',', '.');
    double value = 0;
    const auto [end, code] = std::from_chars(plain.data(), plain.data() + plain.size(), value, std::chars_format::fixed);
    const bool number = code == std::errc{} && end == plain.data() + plain.size() && std::isfinite(value);
    return number ? std::optional(value) : std::nullopt;
}

ReadTrial read_trial(const people::Context& context, const blueprint::Snapshot& content, const Trial& before) {
    ReadTrial out{.trial = before, .problems = {}};
    read_participants(context, content, out);
    out.trial.from = read_date(context, "from", out, TrialProblem::period);
    out.trial.until = read_date(context, "until", out, TrialProblem::period);
    read_tasks(context, out);
    out.trial.feedback = std::string(trim(context.form.value("feedback")));
    read_decision(context, out);
    for (const auto problem : problems_of(out.trial)) note(out, problem);
    return out;
}

}  // namespace kireise::lab
