#include "lab/trial_pages.h"

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "lab/ladder_pages.h"
#include "lab/trial_form.h"
#include "lab/trial_store.h"
#include "people/page.h"
#include "people/participation_view.h"

namespace kireise::lab {
namespace {

using blueprint::to_id;
using net::Method;
using people::Context;
using people::fill;
using people::Role;

constexpr auto editors = people::only(Role::coordination, Role::it);
constexpr std::size_t empty_rows = 5;

std::string minutes_text(double value, std::string_view lang) { return number(value, value == static_cast<long>(value) ? 0 : 1, lang); }

people::Values figure_values(const TrialFigures& figures, std::size_t tasks, std::string_view lang) {
    return {{"n", std::to_string(tasks)},
            {"before", number(figures.before, 1, lang)},
            {"after", number(figures.after, 1, lang)},
            {"saved", number(figures.saved, 1, lang)},
            {"low", number(figures.interval.low, 1, lang)},
            {"high", number(figures.interval.high, 1, lang)},
            {"errors", std::to_string(figures.errors)},
            {"hours_low", number(figures.hours_per_year.low, 0, lang)},
            {"hours_high", number(figures.hours_per_year.high, 0, lang)}};
}

Json figures_data(const Context& context, const blueprint::UseCase& usecase, const Trial& trial) {
    const auto figures = figures_of(trial, usecase.volume_per_year);
    if (!figures) return nullptr;
    auto values = figure_values(*figures, trial.tasks.size(), context.language.id);
    values["cases_low"] = context.number(usecase.volume_per_year.low);
    values["cases_high"] = context.number(usecase.volume_per_year.high);
    return {{"minutes", fill(context.t("lab.trial.figures.minutes"), values)},
            {"saved", fill(context.t("lab.trial.figures.saved"), values)},
            {"year", fill(context.t("lab.trial.figures.year"), values)},
            {"errors", fill(context.t("lab.trial.figures.errors"), values)},
            {"unclear", !figures->clear()}};
}

Json rows_data(const Context& context, const Trial& trial, std::size_t more) {
    auto rows = Json::array();
    const auto add = [&](const std::string& task, const std::string& before, const std::string& after, const std::string& errors) {
        rows.push_back({{"number", rows.size() + 1}, {"task", task}, {"before", before}, {"after", after}, {"errors", errors}});
    };
    for (const auto& task : trial.tasks) {
        add(task.task, minutes_text(task.before, context.language.id), minutes_text(task.after, context.language.id),
            std::to_string(task.errors));
    }
    for (std::size_t i = 0; i < more && rows.size() < trial_tasks_limit; ++i) add("", "", "", "");
    return rows;
}

Json people_data(const blueprint::Snapshot& content, const Trial& trial) {
    auto out = Json::array();
    for (const auto& profile : content.all<blueprint::Profile>()) {
        const auto found = trial.participants.find(profile.id);
        const auto count = found == trial.participants.end() ? 0 : found->second;
        out.push_back({{"slug", slug_of(profile.id)}, {"title", profile.title}, {"count", count}, {"some", count > 0}});
    }
    return out;
}

template <class E, std::size_t N>
Json options(const Context& context, const std::string& group, const std::array<E, N>& all, E chosen) {
    auto out = Json::array();
    for (const auto one : all) {
        const auto id = std::string(to_id(one));
        out.push_back({{"id", id}, {"text", context.t("lab.trial." + group + "." + id)}, {"chosen", one == chosen}});
    }
    return out;
}

std::string date_value(const std::optional<Date>& date) { return date ? to_string(*date) : ""; }
std::string date_text(const std::optional<Date>& date) { return date ? german_text(*date) : "–"; }

Json decision_data(const Context& context, const Trial& trial) {
    if (!trial.decided()) return nullptr;
    return {{"kind", trial.decision == TrialDecision::stop ? "warning" : "success"},
            {"title", context.t("lab.trial.decision." + std::string(to_id(trial.decision)))},
            {"text", fill(context.t("lab.trial.decided"), {{"who", context.t("lab.trial.decider." + std::string(to_id(trial.decider)))},
                                                           {"date", date_text(trial.decided_on)}})},
            {"reason", trial.reason}};
}

struct Sent {
    std::vector<TrialProblem> problems;
    bool conflict = false;
    bool deciding = false;
};

Result<Json> staff_council_data(const Context& context, const blueprint::Snapshot& content) {
    const auto* law = TRY(people::staff_council_law(context.town, content));
    return Json{{"law", law == nullptr ? "" : law->citation}};
}

Result<net::Outcome> trial_page(const Context& context, const blueprint::Snapshot& content, const blueprint::UseCase& usecase,
                                const Trial& trial, const Sent& sent) {
    static constexpr std::array decisions{TrialDecision::go_on, TrialDecision::adapt, TrialDecision::stop};
    static constexpr std::array deciders{Decider::coordination, Decider::department, Decider::leadership, Decider::council};
    auto problems = Json::array();
    for (const auto problem : sent.problems) problems.push_back({{"text", context.t("lab.trial.problem." + std::string(to_id(problem)))}});
    const bool may_edit = context.account->roles.overlaps(editors);
    auto council = TRY(staff_council_data(context, content));
    Json data{{"usecase_title", usecase.title},
              {"slug", slug_of(usecase.id)},
              {"id", trial.id},
              {"version", trial.version},
              {"form", may_edit && (!trial.decided() || sent.deciding)},
              {"may_begin", may_edit && trial.decided() && !sent.deciding},
              {"fresh", trial.id.empty()},
              {"from", date_value(trial.from)},
              {"until", date_value(trial.until)},
              {"people", people_data(content, trial)},
              {"rows", rows_data(context, trial, empty_rows)},
              {"measured", rows_data(context, trial, 0)},
              {"has_measured", !trial.tasks.empty()},
              {"feedback", trial.feedback},
              {"reason", trial.reason},
              {"decided_on", date_value(trial.decided_on ? trial.decided_on : std::optional(context.town.today()))},
              {"decisions", options(context, "decision", decisions, trial.decision)},
              {"deciders", options(context, "decider", deciders, trial.decider)},
              {"figures", figures_data(context, usecase, trial)},
              {"decision", sent.deciding ? Json() : decision_data(context, trial)},
              {"deciding", sent.deciding},
              {"conflict", sent.conflict},
              {"has_problems", !problems.empty()},
              {"problems", problems},
              {"council", std::move(council)}};
    data["period"] = fill(context.t("lab.trial.period_text"), {{"from", date_text(trial.from)}, {"until", date_text(trial.until)}});
    return people::page(context, {.content_template = "lab/trial",
                                  .title = context.t("lab.trial.title"),
                                  .section = "tests",
                                  .data = std::move(data),
                                  .status = sent.conflict           ? 409
                                            : sent.problems.empty() ? 200
                                                                    : 400});
}

// The one that is open, else the newest; a new one where there is none, or when it is asked for.
Trial current(const std::vector<Trial>& trials, const std::string& usecase, bool fresh) {
    if (!trials.empty() && (!fresh || !trials.front().decided())) return trials.front();
    return {.usecase = usecase};
}

Result<net::Outcome> show_trial(Context& context) {
    const auto content = TRY(context.town.content());
    const auto usecase = TRY(usecase_in_path(context, *content));
    const auto trials = TRY(trials_of(context.town.db(), usecase.id));
    return trial_page(context, *content, usecase, current(trials, usecase.id, context.request.parameter("new") == "1"), {});
}

Result<net::Outcome> store_trial(Context& context) {
    const auto content = TRY(context.town.content());
    const auto usecase = TRY(usecase_in_path(context, *content));
    Trial before{.id = context.form.value("id"), .usecase = usecase.id};
    before.version = static_cast<int>(minutes_from(context.form.value("version")).value_or(0));
    const auto read = read_trial(context, *content, before);
    const bool deciding = !context.form.value("decide").empty();
    if (!read.problems.empty()) return trial_page(context, *content, usecase, read.trial, {read.problems, false, deciding});
    const auto saved = save_trial(context.town.db(), people::deed_of(context), read.trial);
    if (!saved && saved.error().kind == ErrorKind::conflict)
        return trial_page(context, *content, usecase, read.trial, {{}, true, deciding});
    TRY(saved);
    return people::see("/tests/" + std::string(slug_of(usecase.id)) + "/trial");
}

}  // namespace

ReportPart trial_part(const people::Texts& texts, std::string_view lang, const blueprint::Snapshot& content,
                      const blueprint::UseCase& usecase, const Trial& trial) {
    const auto t = [&](const std::string& key) { return people::text_of(texts, "lab.trial." + key); };
    ReportPart out{.title = t("title"), .blocks = {}};
    const auto text = [&](std::string words) { out.blocks.push_back(formats::paragraph(std::move(words))); };
    text(fill(t("period_text"), {{"from", date_text(trial.from)}, {"until", date_text(trial.until)}}));
    for (const auto& profile : content.all<blueprint::Profile>()) {
        if (const auto found = trial.participants.find(profile.id); found != trial.participants.end())
            text(fill(t("people_line"), {{"n", std::to_string(found->second)}, {"profile", profile.title}}));
    }
    if (const auto figures = figures_of(trial, usecase.volume_per_year)) {
        auto values = figure_values(*figures, trial.tasks.size(), lang);
        values["cases_low"] = number(usecase.volume_per_year.low, 0, lang);
        values["cases_high"] = number(usecase.volume_per_year.high, 0, lang);
        for (const auto* key : {"minutes", "saved", "year", "errors"}) text(fill(t(std::string("figures.") + key), values));
        formats::Table table{
            .header = {formats::plain(t("task")), formats::plain(t("before")), formats::plain(t("after")), formats::plain(t("errors"))},
            .rows = {},
            .widths = {5, 1.5, 1.5, 1},
            .align = {formats::Align::start, formats::Align::end, formats::Align::end, formats::Align::end}};
        for (const auto& task : trial.tasks) {
            table.rows.push_back({formats::plain(task.task), formats::plain(minutes_text(task.before, lang)),
                                  formats::plain(minutes_text(task.after, lang)), formats::plain(std::to_string(task.errors))});
        }
        out.blocks.push_back(std::move(table));
    }
    if (!trial.feedback.empty()) text(t("feedback") + ": " + trial.feedback);
    if (!trial.decided()) text(t("undecided"));
    else {
        text(t("decision." + std::string(to_id(trial.decision))) + ". " +
             fill(t("decided"), {{"who", t("decider." + std::string(to_id(trial.decider)))}, {"date", date_text(trial.decided_on)}}) + " " +
             trial.reason);
    }
    return out;
}

std::vector<people::Route> trial_routes() {
    return {
        {Method::get, "/tests/{slug}/trial", trial_readers, show_trial},
        {Method::post, "/tests/{slug}/trial", editors, store_trial},
    };
}

}  // namespace kireise::lab
