#include <array>

#include "base/text.h"
#include "people/error_text.h"
#include "people/housekeeping.h"
#include "people/notice.h"
#include "people/page.h"

namespace kireise::people {
namespace {

using net::Method;
using store::Job;
using store::JobState;

constexpr auto operators = only(Role::admin, Role::it);
constexpr int shown_jobs = 50;
constexpr std::array<Notice, 3> notices{
    {{"planned", "jobs.notice.planned"}, {"cancelled", "jobs.notice.cancelled"}, {"ended", "jobs.notice.ended", "info"}}};

struct StateView {
    std::string_view key, badge;
};

StateView view_of(JobState state) {
    switch (state) {
        case JobState::waiting: return {"waiting", "info"};
        case JobState::running: return {"running", "info"};
        case JobState::done: return {"done", "success"};
        case JobState::failed: return {"failed", "danger"};
        case JobState::cancelled: break;
    }
    return {"cancelled", "warning"};
}

// What a job tells of itself as JSON goes into the sentence that its kind has.
std::string result_text(const Context& context, const Job& job) {
    if (job.state == JobState::failed) return in_language(context.language.id, job.problem);
    if (job.state != JobState::done) return {};
    const auto result = parse_json(job.result);
    if (!result || !result->is_object()) return {};
    Values values;
    for (const auto& [name, value] : result->items()) values[name] = context.number(value.is_number() ? value.get<double>() : 0);
    return fill(context.t("jobs.result." + job.kind), values);
}

Json job_view(const Context& context, const Job& job) {
    const auto [key, badge] = view_of(job.state);
    const bool open = job.state == JobState::waiting || job.state == JobState::running;
    return {
        {"id", job.id},
        {"title", context.t("jobs.kind." + job.kind)},
        {"state", {{"kind", badge}, {"text", context.t("jobs.state." + std::string(key))}}},
        {"progress",
         job.state == JobState::running ? Json(fill(context.t("jobs.progress"), {{"percent", context.percent(job.progress)}})) : Json()},
        {"created", german_time(job.created)},
        {"result", result_text(context, job)},
        {"open", open}};
}

Result<net::Outcome> show_jobs(Context& context) {
    auto rows = Json::array();
    for (const auto& job : TRY(store::list_jobs(context.town.db(), shown_jobs))) rows.push_back(job_view(context, job));
    return page(context, {.content_template = "people/jobs",
                          .title = context.t("jobs.title"),
                          .section = "jobs",
                          .data = {{"notice", notice(context, notices)}, {"has_rows", !rows.empty()}, {"rows", std::move(rows)}}});
}

Result<net::Outcome> begin_housekeeping(Context& context) {
    const auto& town = context.town;
    TRY(town.db().write(
        [&](store::Connection& tx) { return store::add_job(tx, town.random(), town.now(), std::string(housekeeping), ""); }));
    return see("/jobs?notice=planned");
}

Result<net::Outcome> cancel(Context& context) {
    const auto& id = context.path["id"];
    if (!TRY(store::find_job(context.town.db(), id))) return std::unexpected(not_found(context));
    const auto done = store::cancel_job(context.town.db(), id, context.town.now());
    if (!done && done.error().kind != ErrorKind::conflict) return std::unexpected(done.error());
    return see(done ? "/jobs?notice=cancelled" : "/jobs?notice=ended");
}

}  // namespace

std::vector<Route> job_routes() {
    return {{Method::get, "/jobs", operators, show_jobs},
            {Method::post, "/jobs/housekeeping", operators, begin_housekeeping},
            {Method::post, "/jobs/{id}/cancel", operators, cancel}};
}

}  // namespace kireise::people
