#include <fmt/core.h>

#include "base/files.h"
#include "commands/demo.h"
#include "learning/learning_store.h"
#include "learning/participation.h"
#include "learning/pass_store.h"
#include "learning/path.h"
#include "learning/quiz.h"
#include "survey/check.h"
#include "survey/scoring.h"
#include "survey/simulate.h"

namespace kireise::commands {
namespace {

using people::Role;

// What one synthetic clerk's check says.
struct Clerk {
    const blueprint::Profile* profile = nullptr;
    blueprint::Levels levels;
    std::vector<learning::Gap> gaps;
};

Result<Clerk> synthetic_clerk(const Walk& walk) {
    Clerk clerk;
    clerk.profile = walk.content.find<blueprint::Profile>("profile/clerk");
    if (clerk.profile == nullptr) return fail(ErrorKind::not_found, "The content lacks the role profile of a clerk.");
    const auto& content = walk.content.content();
    const auto questions = TRY(survey::questionnaire(content, walk.sample.survey.form));
    const auto people =
        survey::simulate(questions, {clerk.profile->id}, walk.sample.survey.mean_ability, 1, seeded_random(walk.sample.survey.seed));
    clerk.levels = survey::competence_levels(content, survey::score(questions, people.front().answers));
    clerk.gaps = learning::gaps(content, *clerk.profile, clerk.levels);
    return clerk;
}

std::string title_of(const Walk& walk, const std::string& competence) {
    const auto* found = walk.content.find<blueprint::Competence>(competence);
    return found == nullptr ? competence : found->title;
}

std::string path_text(const Walk& walk, const Clerk& clerk, const learning::Path& path) {
    auto text = fmt::format("# Lernpfad: {}\n\nErfundene Person aus der Vorführung. {} Kurse, {} Minuten.\n", clerk.profile->title,
                            path.steps.size(), path.minutes);
    for (const auto& step : path.steps) {
        text += fmt::format("\n## {} ({} Minuten)\n\n{}\n\n", step.course->title, step.course->minutes, step.course->summary);
        for (const auto& closing : step.closes)
            text += fmt::format("- {}: von Stufe {} auf {}\n", title_of(walk, closing.competence), closing.from, closing.to);
    }
    if (!path.remaining.empty()) text += "\n## Dafür gibt es noch keinen Kurs\n\n";
    for (const auto& gap : path.remaining)
        text += fmt::format("- {}: Stufe {} von {}\n", title_of(walk, gap.competence), gap.level, gap.target);
    return text;
}

// The coordination has done the courses already; the clerk's account starts fresh, so that a visitor can walk the path.
Result<> pass_for_coordination(Walk& walk) {
    auto& db = walk.town.db();
    const auto today = walk.town.today();
    const auto coordination = TRY(demo_account(walk, Role::coordination));
    const auto& pass = walk.content.all<blueprint::Pass>().front();
    if (TRY(learning::latest_pass(db, coordination.id, pass.id))) return {};
    for (const auto& id : pass.courses) {
        const auto* course = walk.content.find<blueprint::Course>(id);
        learning::Chosen right;
        for (const auto& question : course->quiz.questions) {
            for (const auto& option : question.options) {
                if (option.correct) right[question.id].push_back(option.id);
            }
        }
        TRY(learning::record_attempt(db, coordination.id, id, learning::grade(course->quiz, right), today));
    }
    TRY(synthetic_consent(walk, learning::matter_of(pass), pass.title, today));
    TRY(learning::issue_pass(db, walk.town.random(), pass, coordination.id, today));
    return {};
}

}  // namespace

Result<StepResult> demo_learning(Walk& walk) {
    TRY(pass_for_coordination(walk));
    const auto clerk = TRY(synthetic_clerk(walk));
    const auto path = learning::shortest_path(walk.content.all<blueprint::Course>(), clerk.gaps);
    TRY(write_file(walk.out / "lernpfad.md", path_text(walk, clerk, path)));
    return StepResult{
        people::fill(walk.io.t("commands.demo.learning"), {{"courses", std::to_string(path.steps.size())},
                                                           {"minutes", std::to_string(path.minutes)},
                                                           {"closed", std::to_string(clerk.gaps.size() - path.remaining.size())}})};
}

}  // namespace kireise::commands
