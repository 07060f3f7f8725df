#include "learning/path_view.h"

#include <algorithm>

#include "survey/check.h"

namespace kireise::learning {
namespace {

using blueprint::Course;
using people::Context;
using people::fill;

std::string closing_text(const Context& context, const Learner& learner, const Closing& closing) {
    return fill(context.t("learning.path.closes"), {{"competence", competence_title(*learner.content, closing.competence)},
                                                    {"from", std::to_string(closing.from)},
                                                    {"to", std::to_string(closing.to)}});
}

std::string why_text(const Context& context, std::size_t closes) {
    if (closes == 0) return context.t("learning.path.why_prerequisite");
    return fill(context.t(closes == 1 ? "learning.path.why_one" : "learning.path.why_many"), {{"n", std::to_string(closes)}});
}

Json step_view(const Context& context, const Learner& learner, const Step& step) {
    auto view = course_card(context, learner, *step.course);
    auto reasons = Json::array();
    for (const auto& closing : step.closes) reasons.push_back({{"text", closing_text(context, learner, closing)}});
    for (const auto& id : step.needed_for) {
        const auto* later = learner.content->find<Course>(id);
        reasons.push_back({{"text", fill(context.t("learning.path.needed_for"), {{"course", later == nullptr ? id : later->title}})}});
    }
    view["why"] = why_text(context, step.closes.size());
    view["reasons"] = std::move(reasons);
    return view;
}

// Completed courses that lifted one of the competences in which there was a gap.
std::vector<const Course*> helpful(const Learner& learner, const std::vector<Gap>& first_gaps) {
    std::vector<const Course*> out;
    for (const auto& course : learner.content->all<Course>()) {
        const bool helps = learner.has_completed(course) && std::ranges::any_of(first_gaps, [&](const Gap& gap) {
                               const auto found = course.competences.find(gap.competence);
                               return found != course.competences.end() && found->second > gap.level;
                           });
        if (helps) out.push_back(&course);
    }
    return out;
}

Json remaining_view(const Context& context, const Learner& learner, const std::vector<Gap>& remaining) {
    auto out = Json::array();
    for (const auto& gap : remaining) {
        out.push_back(
            {{"text", fill(context.t("learning.path.remaining_gap"), {{"competence", competence_title(*learner.content, gap.competence)},
                                                                      {"level", std::to_string(gap.level)},
                                                                      {"target", std::to_string(gap.target)}})}});
    }
    return out;
}

std::string remaining_title(const Context& context, std::size_t count) {
    return fill(context.t(count == 1 ? "learning.path.remaining_one" : "learning.path.remaining_many"), {{"n", std::to_string(count)}});
}

}  // namespace

Result<std::optional<Origin>> current_origin(const Context& context, const Learner& learner) {
    const auto saved = TRY(saved_levels(context.town.db(), learner.account));
    std::optional<Origin> origin;
    if (const auto result = TRY(survey::current_result(context))) {
        origin = Origin{.profile = result->profile, .levels = result->levels, .from_browser = true, .may_be_saved = result->self_check};
    } else if (saved) {
        origin = Origin{.profile = saved->profile, .levels = saved->levels};
    }
    if (!origin || learner.content->find<blueprint::Profile>(origin->profile) == nullptr) return std::optional<Origin>{};
    if (saved) origin->saved = saved->saved;
    return origin;
}

Json path_view(const Context& context, const Learner& learner, const Origin& origin) {
    const auto& content = learner.content->content();
    const auto& profile = *content.find<blueprint::Profile>(origin.profile);
    const auto& courses = content.all<Course>();
    const auto completed = learner.completed_courses();
    const auto first_gaps = gaps(content, profile, origin.levels);
    const auto path = shortest_path(courses, gaps(content, profile, raised(origin.levels, courses, completed)), completed);

    auto steps = Json::array();
    const auto done = helpful(learner, first_gaps);
    for (const auto* course : done) steps.push_back(step_view(context, learner, {course, {}, {}}));
    for (auto& step : steps) step["why"] = "";
    for (const auto& step : path.steps) steps.push_back(step_view(context, learner, step));
    for (auto& step : steps) step["is_next"] = false;
    Json next = nullptr;
    if (!path.steps.empty()) {
        steps[done.size()]["is_next"] = true;
        next = steps[done.size()];
    }
    const auto count = std::to_string(steps.size());
    const bool has_steps = !steps.empty();
    return {
        {"profile", profile.title},
        {"no_gaps", first_gaps.empty()},
        {"steps", std::move(steps)},
        {"has_steps", has_steps},
        {"done", std::to_string(done.size())},
        {"count", count},
        {"progress", fill(context.t("learning.path.progress"), {{"done", std::to_string(done.size())}, {"count", count}})},
        {"time_left", path.minutes == 0 ? "" : fill(context.t("learning.path.time_left"), {{"time", minutes_text(context, path.minutes)}})},
        {"maybe_longer", !path.shortest},
        {"remaining", remaining_view(context, learner, path.remaining)},
        {"has_remaining", !path.remaining.empty()},
        {"remaining_title", remaining_title(context, path.remaining.size())},
        {"next", std::move(next)}};
}

}  // namespace kireise::learning
