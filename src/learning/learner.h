#pragma once
// The person who is signed in, as a learner, and what the pages say about a course.

#include <memory>
#include <string>

#include "base/json.h"
#include "blueprint/snapshot.h"
#include "learning/learning_store.h"
#include "learning/path.h"
#include "people/app.h"

namespace kireise::learning {

struct Learner {
    std::string account;
    std::shared_ptr<const blueprint::Snapshot> content;
    Progress progress;
    Completions completed;

    [[nodiscard]] CourseIds completed_courses() const;
    [[nodiscard]] bool has_done(const blueprint::Course& course, const blueprint::Section& section) const;
    [[nodiscard]] int sections_done(const blueprint::Course& course) const;
    [[nodiscard]] bool has_completed(const blueprint::Course& course) const { return completed.contains(course.id); }
};

// Only for routes of people who are signed in.
[[nodiscard]] Result<Learner> current_learner(const people::Context& context);

// The course of the path parameter "slug"; nullptr when there is none.
[[nodiscard]] const blueprint::Course* course_of(const people::Context& context, const blueprint::Snapshot& content);

[[nodiscard]] std::string course_path(std::string_view course);                  // "/learning/courses/ai-basics"
[[nodiscard]] std::string section_path(const blueprint::Course& course, int n);  // n from 1
[[nodiscard]] std::string quiz_path(const blueprint::Course& course);

// Where the course goes on: its first section that is not done, or the quiz.
[[nodiscard]] std::string resume_path(const Learner& learner, const blueprint::Course& course);

[[nodiscard]] std::string minutes_text(const people::Context& context, int minutes);
[[nodiscard]] std::string level_text(const people::Context& context, blueprint::Level level);
[[nodiscard]] std::string competence_title(const blueprint::Snapshot& content, const std::string& competence);

// {title, summary, href, minutes, level, badge: {kind, text}, action, resume}; `action` labels the button that leads to `resume`.
[[nodiscard]] Json course_card(const people::Context& context, const Learner& learner, const blueprint::Course& course);

}  // namespace kireise::learning
