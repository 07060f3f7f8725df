#include "learning/pass_pages.h"

#include <algorithm>
#include <array>

#include "learning/learner.h"
#include "learning/participation.h"
#include "learning/pass_store.h"
#include "people/notice.h"
#include "people/page.h"

namespace kireise::learning {
namespace {

using blueprint::Course;
using blueprint::Pass;
using net::Method;
using people::Context;

constexpr std::size_t max_id_length = 100;
constexpr std::array<people::Notice, 1> notices{{{"issued", "learning.pass.just_issued"}}};

std::string_view state_id(ConditionState state) {
    switch (state) {
        case ConditionState::met: return "met";
        case ConditionState::open: return "open";
        case ConditionState::outdated: return "outdated";
        case ConditionState::waiting: return "waiting";
    }
    return "open";
}

std::string_view state_badge(ConditionState state) {
    if (state == ConditionState::met) return "success";
    return state == ConditionState::outdated ? "warning" : "info";
}

Json condition_view(const Context& context, const Learner& learner, const Condition& condition) {
    const bool guideline = condition.course.empty();
    const auto* course = guideline ? nullptr : learner.content->find<Course>(condition.course);
    const auto key =
        std::string(guideline ? "learning.pass.guideline_state." : "learning.pass.course_state.") + std::string(state_id(condition.state));
    const bool quiz_left = course != nullptr && condition.state == ConditionState::outdated;
    std::string href = "/guideline";
    if (course != nullptr) href = quiz_left ? quiz_path(*course) : course_path(course->id);
    return {{"title", course == nullptr ? context.t("learning.pass.guideline") : course->title},
            {"german", course != nullptr},
            {"href", href},
            {"state", context.t(key)},
            {"badge", state_badge(condition.state)},
            {"met", condition.state == ConditionState::met},
            {"note", course != nullptr ? minutes_text(context, course->minutes)
                                       : context.t("learning.pass.guideline_note." + std::string(state_id(condition.state)))},
            {"resume", course == nullptr ? href : resume_path(learner, *course)}};
}

// What to do next: the first condition that is open and that the person can do something about.
Json next_step(const std::vector<Condition>& list, const Json& views) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].state == ConditionState::open || list[i].state == ConditionState::outdated) return views[i];
    }
    return nullptr;
}

Json certificate(const Context& context, const Pass& pass, const IssuedPass& issued) {
    return {{"title", pass.title},
            {"name", context.account->name},
            {"level", std::to_string(issued.level)},
            {"issued", german_text(issued.issued)},
            {"valid_until", german_text(issued.valid_until)},
            {"number", issued.id.substr(0, 8)}};
}

Result<Json> pass_view(const Context& context, const Learner& learner, const Pass& pass) {
    auto& db = context.town.db();
    const auto today = context.town.today();
    const auto list = conditions(pass, TRY(record_of(db, learner.account)), today);
    const auto issued = TRY(latest_pass(db, learner.account, pass.id));
    const bool valid = issued && issued->valid_on(today);
    auto consent = TRY(people::consent_notice(context, matter_of(pass)));
    const bool may_issue = consent.is_null();
    const bool wanted = !valid || may_be_renewed(*issued, today);
    auto views = Json::array();
    for (const auto& condition : list) views.push_back(condition_view(context, learner, condition));
    const auto met = std::ranges::count(list, ConditionState::met, &Condition::state);
    const auto progress =
        people::fill(context.t("learning.pass.progress"), {{"met", std::to_string(met)}, {"count", std::to_string(list.size())}});
    Json next = wanted ? next_step(list, views) : Json(nullptr);
    return Json{
        {"id", pass.id},
        {"slug", "pass-" + std::to_string(pass.level)},
        {"title", pass.title},
        {"summary", pass.summary},
        {"validity", people::fill(context.t("learning.pass.validity"), {{"months", std::to_string(pass.valid_months)}})},
        {"progress", progress},
        {"ready", wanted && may_issue && all_met(list)},
        {"consent", wanted ? std::move(consent) : Json(nullptr)},
        {"renewal", valid && wanted},
        {"expired", issued && !valid ? people::fill(context.t("learning.pass.expired"), {{"date", german_text(issued->valid_until)}}) : ""},
        {"certificate", valid ? certificate(context, pass, *issued) : Json(nullptr)},
        {"wanted", wanted},
        {"next", std::move(next)},
        {"conditions", std::move(views)}};
}

Result<net::Outcome> passes_page(const Context& context, int status) {
    const auto learner = TRY(current_learner(context));
    auto passes = Json::array();
    for (const auto& pass : learner.content->all<Pass>()) passes.push_back(TRY(pass_view(context, learner, pass)));
    const bool any = !passes.empty();
    return people::page(context, {.content_template = "learning/pass",
                                  .title = context.t("learning.pass.page_title"),
                                  .section = "pass",
                                  .data = {{"passes", std::move(passes)}, {"any", any}, {"notice", people::notice(context, notices)}},
                                  .status = status});
}

Result<net::Outcome> show_pass(Context& context) { return passes_page(context, 200); }

Result<net::Outcome> make_pass(Context& context) {
    const auto content = TRY(context.town.content());
    const auto id = context.form.value("pass");
    const auto* pass = id.size() > max_id_length ? nullptr : content->find<Pass>(id);
    if (pass == nullptr) return std::unexpected(people::not_found(context));
    const auto issued = issue_pass(context.town.db(), context.town.random(), *pass, context.account->id, context.town.today());
    if (!issued && issued.error().kind == ErrorKind::forbidden) return passes_page(context, 409);  // it says what is missing
    if (!issued && issued.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("learning.pass.cannot_issue"));
    if (!issued) return std::unexpected(issued.error());
    return people::see("/pass?notice=issued");
}

}  // namespace

std::vector<people::Route> pass_routes() {
    using people::signed_in;
    return {
        {Method::get, "/pass", signed_in, show_pass},
        {Method::post, "/pass", signed_in, make_pass},
    };
}

}  // namespace kireise::learning
