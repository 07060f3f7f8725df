#include "learning/learner.h"

#include <algorithm>

#include "base/text.h"

namespace kireise::learning {
namespace {

Json badge(std::string_view kind, std::string text) { return {{"kind", kind}, {"text", std::move(text)}}; }

Json state_badge(const people::Context& context, const Learner& learner, const blueprint::Course& course) {
    if (learner.has_completed(course)) return badge("success", context.t("learning.state.done"));
    const int done = learner.sections_done(course);
    if (done == 0) return nullptr;
    return badge("info", people::fill(context.t("learning.state.started"),
                                      {{"n", std::to_string(done)}, {"count", std::to_string(course.sections.size())}}));
}

std::string_view action_key(const Learner& learner, const blueprint::Course& course) {
    if (learner.has_completed(course)) return "learning.action.again";
    const auto done = static_cast<std::size_t>(learner.sections_done(course));
    if (done == 0) return "learning.action.begin";
    return done < course.sections.size() ? "learning.action.continue" : "learning.action.quiz";
}

}  // namespace

CourseIds Learner::completed_courses() const {
    CourseIds out;
    for (const auto& [course, date] : completed) out.insert(course);
    return out;
}

bool Learner::has_done(const blueprint::Course& course, const blueprint::Section& section) const {
    const auto found = progress.find(course.id);
    return found != progress.end() && found->second.contains(section.file);
}

int Learner::sections_done(const blueprint::Course& course) const {
    return static_cast<int>(std::ranges::count_if(course.sections, [&](const auto& section) { return has_done(course, section); }));
}

Result<Learner> current_learner(const people::Context& context) {
    if (!context.account) return fail(ErrorKind::unauthenticated, context.t("error.sign_in"));
    auto& db = context.town.db();
    const auto& account = context.account->id;
    Learner out;
    out.account = account;
    out.content = TRY(context.town.content());
    out.progress = TRY(progress(db, account));
    out.completed = TRY(completions(db, account));
    return out;
}

const blueprint::Course* course_of(const people::Context& context, const blueprint::Snapshot& content) {
    const auto& slug = context.path.at("slug");
    return is_slug(slug) ? content.find<blueprint::Course>("course/" + slug) : nullptr;
}

std::string course_path(std::string_view course) { return "/learning/courses/" + std::string(slug_of(course)); }

std::string section_path(const blueprint::Course& course, int n) { return course_path(course.id) + "/" + std::to_string(n); }

std::string quiz_path(const blueprint::Course& course) { return course_path(course.id) + "/quiz"; }

std::string resume_path(const Learner& learner, const blueprint::Course& course) {
    const auto open = std::ranges::find_if(course.sections, [&](const auto& section) { return !learner.has_done(course, section); });
    return open == course.sections.end() ? quiz_path(course) : section_path(course, static_cast<int>(open - course.sections.begin()) + 1);
}

std::string minutes_text(const people::Context& context, int minutes) {
    return people::fill(context.t(minutes == 1 ? "learning.one_minute" : "learning.minutes"), {{"n", std::to_string(minutes)}});
}

std::string level_text(const people::Context& context, blueprint::Level level) {
    return people::fill(context.t("learning.level"), {{"n", std::to_string(level)}});
}

std::string competence_title(const blueprint::Snapshot& content, const std::string& competence) {
    const auto* found = content.find<blueprint::Competence>(competence);
    return found == nullptr ? competence : found->title;
}

Json course_card(const people::Context& context, const Learner& learner, const blueprint::Course& course) {
    return {{"title", course.title},
            {"summary", course.summary},
            {"href", course_path(course.id)},
            {"minutes", minutes_text(context, course.minutes)},
            {"level", level_text(context, course.level)},
            {"badge", state_badge(context, learner, course)},
            {"action", context.t(action_key(learner, course))},
            {"resume", learner.has_completed(course) ? section_path(course, 1) : resume_path(learner, course)}};
}

}  // namespace kireise::learning
