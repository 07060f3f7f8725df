#include "journey/own_step.h"

#include <algorithm>
#include <array>

#include "learning/pass_store.h"
#include "learning/path_view.h"
#include "survey/check.h"

namespace kireise::journey {
namespace {

using blueprint::Course;
using learning::ConditionState;
using learning::Learner;
using people::Context;

enum class Stage { check, courses, pass, assistant };

struct StageText {
    Stage stage;
    std::string_view id, href;
};
constexpr std::array stages{StageText{Stage::check, "check", "/survey"}, StageText{Stage::courses, "courses", "/learning"},
                            StageText{Stage::pass, "pass", "/pass"}, StageText{Stage::assistant, "assistant", "/assistant"}};

struct Step {
    Stage stage;
    std::string_view key;  // of its texts: "journey.own.KEY.title"
    std::string href;
    people::Values values = {};
};

// What is known about the person.
struct Standing {
    Learner learner;
    std::optional<survey::Check> check;  // in this browser
    Json path;                           // learning::path_view; null without a result
    std::vector<learning::Condition> conditions;
    bool has_pass = false;

    [[nodiscard]] bool courses_done() const {
        const auto open = [](const learning::Condition& one) { return !one.course.empty() && one.state != ConditionState::met; };
        return !conditions.empty() && std::ranges::none_of(conditions, open);
    }
    [[nodiscard]] bool guideline_waits_for_person() const {
        return std::ranges::any_of(conditions, [](const learning::Condition& one) {
            return one.course.empty() && (one.state == ConditionState::open || one.state == ConditionState::outdated);
        });
    }
};

Result<Standing> standing_of(const Context& context) {
    auto& db = context.town.db();
    const auto today = context.town.today();
    Standing out;
    out.learner = TRY(learning::current_learner(context));
    out.check = TRY(survey::current_check(context));
    if (const auto origin = TRY(learning::current_origin(context, out.learner)))
        out.path = learning::path_view(context, out.learner, *origin);
    const auto& passes = out.learner.content->all<blueprint::Pass>();
    if (!passes.empty()) out.conditions = learning::conditions(passes.front(), TRY(learning::record_of(db, out.learner.account)), today);
    out.has_pass = TRY(learning::pass_level(db, out.learner.account, today)) > 0;
    return out;
}

Step course_step(const Learner& learner, const Course& course) {
    const auto done = learner.sections_done(course);
    const auto count = static_cast<int>(course.sections.size());
    return {Stage::courses,
            done == count ? "quiz" : "course",
            learning::resume_path(learner, course),
            {{"course", course.title}, {"n", std::to_string(done)}, {"count", std::to_string(count)}}};
}

const Course* begun_course(const Learner& learner) {
    for (const auto& course : learner.content->all<Course>()) {
        if (learner.sections_done(course) > 0 && !learner.has_completed(course)) return &course;
    }
    return nullptr;
}

Step next_of(const Standing& standing) {
    if (standing.has_pass) return {Stage::assistant, "assistant", "/assistant"};
    if (!standing.conditions.empty() && learning::all_met(standing.conditions)) return {Stage::pass, "pass_ready", "/pass"};
    if (standing.check && !standing.check->draft.finished) {
        const auto open = standing.check->next_open();
        return {Stage::check,
                "check_open",
                open ? "/survey/question/" + std::to_string(*open) : "/survey/finish",
                {{"n", std::to_string(standing.check->draft.answers.size())}, {"count", std::to_string(standing.check->size())}}};
    }
    if (const auto* course = begun_course(standing.learner)) return course_step(standing.learner, *course);
    if (!standing.path.is_null() && !standing.path["next"].is_null()) {
        const auto& next = standing.path["next"];
        return {Stage::courses, "begin", next["resume"], {{"course", next["title"]}, {"time", next["minutes"]}}};
    }
    if (standing.courses_done() && standing.guideline_waits_for_person()) return {Stage::pass, "guideline", "/guideline"};
    if (standing.courses_done() || !standing.path.is_null()) return {Stage::pass, "pass", "/pass"};
    return {Stage::check, "check", "/survey"};
}

bool is_done(const Standing& standing, Stage stage) {
    switch (stage) {
        case Stage::check: return !standing.path.is_null();
        case Stage::courses: return standing.courses_done();
        case Stage::pass: return standing.has_pass;
        case Stage::assistant: return false;  // goes on
    }
    return false;
}

Json stage_list(const Context& context, const Standing& standing, Stage now) {
    auto out = Json::array();
    for (const auto& [stage, id, href] : stages) {
        const bool is_now = stage == now;
        const bool done = !is_now && is_done(standing, stage);
        out.push_back({{"title", context.t("journey.own.stages." + std::string(id))},
                       {"href", href},
                       {"number", std::to_string(out.size() + 1)},
                       {"done", done},
                       {"now", is_now},
                       {"state", context.t(done     ? "journey.own.done"
                                           : is_now ? "journey.own.now"
                                                    : "journey.own.later")}});
    }
    return out;
}

}  // namespace

Result<Json> own_step(const Context& context) {
    const auto standing = TRY(standing_of(context));
    const auto step = next_of(standing);
    const auto base = "journey.own." + std::string(step.key);
    return Json{{"title", people::fill(context.t(base + ".title"), step.values)},
                {"text", people::fill(context.t(base + ".text"), step.values)},
                {"action", context.t(base + ".action")},
                {"href", step.href},
                {"stages", stage_list(context, standing, step.stage)}};
}

}  // namespace kireise::journey
