#include "learning/course_pages.h"

#include "base/number.h"
#include "formats/markdown.h"
#include "learning/learner.h"
#include "people/page.h"

namespace kireise::learning {
namespace {

using blueprint::BlockKind;
using blueprint::Course;
using net::Method;
using people::Context;

Json section_list(const Context& context, const Learner& learner, const Course& course) {
    auto out = Json::array();
    for (const auto& section : course.sections) {
        out.push_back({{"title", section.title},
                       {"href", section_path(course, static_cast<int>(out.size()) + 1)},
                       {"minutes", minutes_text(context, section.minutes)},
                       {"done", learner.has_done(course, section)}});
    }
    return out;
}

Json learning_goals(const Learner& learner, const Course& course) {
    auto out = Json::array();
    for (const auto& [id, level] : course.competences) {
        const auto* competence = learner.content->find<blueprint::Competence>(id);
        if (competence == nullptr || level < 1) continue;
        out.push_back({{"title", competence->title}, {"can", competence->levels.at(static_cast<std::size_t>(level) - 1)}});
    }
    return out;
}

Json prerequisites(const Context& context, const Learner& learner, const Course& course) {
    auto out = Json::array();
    for (const auto& id : course.prerequisites) {
        if (const auto* before = learner.content->find<Course>(id)) out.push_back(course_card(context, learner, *before));
    }
    return out;
}

Result<net::Outcome> show_course(Context& context) {
    const auto learner = TRY(current_learner(context));
    const auto* course = course_of(context, *learner.content);
    if (course == nullptr) return std::unexpected(people::not_found(context));
    auto data = course_card(context, learner, *course);
    const bool completed = learner.has_completed(*course);
    data["completed"] = completed;
    data["completed_on"] =
        completed ? people::fill(context.t("learning.course.completed_on"), {{"date", german_text(learner.completed.at(course->id))}}) : "";
    data["sections"] = section_list(context, learner, *course);
    data["goals"] = learning_goals(learner, *course);
    data["prerequisites"] = prerequisites(context, learner, *course);
    data["has_prerequisites"] = !course->prerequisites.empty();
    data["quiz"] = {{"href", quiz_path(*course)}, {"minutes", minutes_text(context, course->quiz.minutes)}, {"done", completed}};
    data["pass_rule"] = people::fill(context.t("learning.course.pass_rule"), {{"percent", std::to_string(course->quiz.pass_percent)}});
    return people::page(context,
                        {.content_template = "learning/course", .title = course->title, .section = "learning", .data = std::move(data)});
}

std::optional<int> section_number(const Context& context, const Course& course) {
    const auto n = whole_number(context.path.at("n")).value_or(0);
    return n >= 1 && std::cmp_less_equal(n, course.sections.size()) ? std::optional(static_cast<int>(n)) : std::nullopt;
}

Json block_view(const blueprint::Block& block, std::size_t number) {
    return {{"id", "block-" + std::to_string(number)},
            {"is_text", block.kind == BlockKind::text},
            {"is_exercise", block.kind == BlockKind::exercise},
            {"is_note", block.kind == BlockKind::note},
            {"title", block.title},
            {"html", formats::to_html(block.text)},
            {"solution", block.solution.empty() ? "" : formats::to_html(block.solution)}};
}

struct At {
    Learner learner;
    const Course* course;
    int n;

    [[nodiscard]] const blueprint::Section& section() const { return course->sections[static_cast<std::size_t>(n) - 1]; }
    [[nodiscard]] bool is_last() const { return n == static_cast<int>(course->sections.size()); }
};

Result<At> section_of(const Context& context) {
    auto learner = TRY(current_learner(context));
    const auto* course = course_of(context, *learner.content);
    const auto n = course == nullptr ? std::nullopt : section_number(context, *course);
    if (!n) return std::unexpected(people::not_found(context));
    return At{std::move(learner), course, *n};
}

Result<net::Outcome> show_section(Context& context) {
    const auto at = TRY(section_of(context));
    auto blocks = Json::array();
    for (const auto& block : at.section().blocks) blocks.push_back(block_view(block, blocks.size() + 1));
    const auto count = std::to_string(at.course->sections.size());
    return people::page(
        context,
        {.content_template = "learning/section",
         .title = at.section().title,
         .section = "learning",
         .data = {{"course", at.course->title},
                  {"course_href", course_path(at.course->id)},
                  {"position", people::fill(context.t("learning.section.position"), {{"n", std::to_string(at.n)}, {"count", count}})},
                  {"n", std::to_string(at.n)},
                  {"count", count},
                  {"minutes", minutes_text(context, at.section().minutes)},
                  {"blocks", std::move(blocks)},
                  {"done", at.learner.has_done(*at.course, at.section())},
                  {"action", section_path(*at.course, at.n)},
                  {"is_last", at.is_last()},
                  {"previous", at.n > 1 ? section_path(*at.course, at.n - 1) : ""}}});
}

Result<net::Outcome> finish_section(Context& context) {
    const auto at = TRY(section_of(context));
    TRY(record_section(context.town.db(), at.learner.account, at.course->id, at.section().file, context.town.today()));
    return people::see(at.is_last() ? quiz_path(*at.course) : section_path(*at.course, at.n + 1));
}

}  // namespace

std::vector<people::Route> course_routes() {
    using people::signed_in;
    return {
        {Method::get, "/learning/courses/{slug}", signed_in, show_course},
        {Method::get, "/learning/courses/{slug}/{n}", signed_in, show_section},
        {Method::post, "/learning/courses/{slug}/{n}", signed_in, finish_section},
    };
}

}  // namespace kireise::learning
