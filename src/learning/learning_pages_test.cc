#include "learning/learning_pages.h"

#include <gmock/gmock.h>

#include "learning/learner.h"
#include "learning/participation.h"
#include "learning/pass_store.h"
#include "people/testing.h"
#include "survey/participation.h"
#include "survey/survey_pages.h"
#include "survey/survey_store.h"
#include "survey/wave_store.h"

namespace kireise::learning {
namespace {

using people::Role;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::vector<people::Route> routes_with_survey() {
    auto routes = learning_routes();
    const auto more = survey::survey_routes();
    routes.insert(routes.end(), more.begin(), more.end());
    return routes;
}

class Pages : public testing::Test {
   protected:
    Pages() { snapshot = town.town().content().value(); }

    const blueprint::Course& course(const std::string& slug) { return *snapshot->find<blueprint::Course>("course/" + slug); }

    // The first `wrong` questions get a wrong answer, the others the right one.
    static net::Fields answers(const blueprint::Course& course, int wrong = 0) {
        net::Fields fields;
        for (const auto& question : course.quiz.questions) {
            const bool spoil = wrong-- > 0;
            for (const auto& option : question.options) {
                if (option.correct != spoil) fields.emplace("answer-" + question.id, option.id);
                if (spoil && !option.correct) break;
            }
        }
        return fields;
    }

    void complete(const std::string& slug, Role role = Role::staff) {
        const auto page = town.post("/learning/courses/" + slug + "/quiz", answers(course(slug)), role);
        ASSERT_EQ(page.status, 200);
        ASSERT_THAT(page.body, HasSubstr("Quiz bestanden"));
    }

    void adopt_and_acknowledge(Role role) {
        const auto done = town.town().db().write([&](store::Connection& tx) -> Result<> {
            TRY(announce_guideline(tx, 1));
            return record_acknowledgement(tx, town.account(role), 1, town.town().today());
        });
        ASSERT_TRUE(done);
    }

    // A finished check in which nothing was known; its cookie.
    std::string finished_check(Role role, const std::string& code = "") {
        const auto started = town.post("/survey/start", {{"profile", "profile/clerk"}, {"code", code}}, role);
        const auto cookie = started.cookies.at(0);
        const auto questions = snapshot->all<blueprint::Form>().front().items.size();
        for (std::size_t n = 1; n <= questions; ++n) {
            (void)town.post("/survey/question/" + std::to_string(n), {{"action", "unknown"}}, role, {cookie});
        }
        EXPECT_EQ(town.post("/survey/finish", {}, role, {cookie}).location, "/survey/result");
        return cookie;
    }

    people::TestTown town{{survey::survey_migrations(), learning_migrations()}, routes_with_survey()};
    std::shared_ptr<const blueprint::Snapshot> snapshot;
};

TEST_F(Pages, WithoutAResultThePageOffersTheCheckAndAllCourses) {
    const auto page = town.get("/learning");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Kompetenz-Check beginnen"), Not(HasSubstr("Mein Lernpfad"))));
    for (const auto& one : snapshot->all<blueprint::Course>()) EXPECT_THAT(page.body, HasSubstr(one.title));
    EXPECT_THAT(page.body, Not(HasSubstr("[learning."))) << "a text is missing";
}

TEST_F(Pages, EveryPageNeedsASignIn) {
    for (const auto* path :
         {"/learning", "/learning/courses/ai-basics", "/learning/courses/ai-basics/1", "/learning/courses/ai-basics/quiz", "/pass"}) {
        const auto page = town.get(path, std::nullopt);
        EXPECT_EQ(page.status, 303) << path;
        EXPECT_THAT(page.location, HasSubstr("/sign-in"));
    }
}

TEST_F(Pages, ASelfCheckLeadsToAPathThatCanBeSavedAndDeleted) {
    const auto cookie = finished_check(Role::staff);
    const auto before = town.get("/learning", Role::staff, {cookie});
    EXPECT_THAT(before.body,
                AllOf(HasSubstr("Mein Lernpfad"), HasSubstr("Sachbearbeitung"), HasSubstr("0 von"), HasSubstr("Ergebnis speichern")));
    EXPECT_THAT(before.body, HasSubstr("von Stufe 0 auf Stufe 1"));
    EXPECT_FALSE(saved_levels(town.town().db(), town.account(Role::staff))->has_value()) << "nothing is stored without being asked for";

    const auto saved = town.post("/learning/result", {}, Role::staff, {cookie});
    EXPECT_EQ(saved.location, "/learning?notice=saved");
    EXPECT_THAT(saved.cookies, testing::ElementsAre("check="));
    const auto after = town.get("/learning?notice=saved", Role::staff, {cookie});
    EXPECT_THAT(after.body, AllOf(HasSubstr("Mein Lernpfad"), HasSubstr("seit dem 15.06.2026"), HasSubstr("Ihr Ergebnis ist gespeichert")));
    EXPECT_EQ(town.get("/survey/result", Role::staff, {cookie}).status, 303) << "the single answers are gone";
    EXPECT_THAT(town.get("/learning", Role::it).body, Not(HasSubstr("Mein Lernpfad"))) << "another account";

    EXPECT_EQ(town.post("/learning/result/delete", {}).location, "/learning?notice=deleted");
    EXPECT_THAT(town.get("/learning").body, Not(HasSubstr("Mein Lernpfad")));
}

TEST_F(Pages, ThePathShrinksWithEachCompletedCourse) {
    blueprint::Levels none;
    for (const auto& one : snapshot->all<blueprint::Competence>()) none[one.id] = 0;
    ASSERT_TRUE(save_levels(town.town().db(), town.account(Role::staff), {"profile/clerk", none, town.town().today()}));
    EXPECT_THAT(town.get("/learning").body, AllOf(HasSubstr("0 von 3 Kursen"), HasSubstr("noch 82 Minuten")));
    EXPECT_THAT(town.get("/learning").body, HasSubstr("Alle heutigen Kurse stehen schon in Ihrem Lernpfad."));
    complete("ai-basics");
    EXPECT_THAT(town.get("/learning").body, AllOf(HasSubstr("1 von 3 Kursen"), HasSubstr("noch 57 Minuten")));
    complete("prompting");
    complete("data-and-checking");
    EXPECT_THAT(town.get("/learning").body, AllOf(HasSubstr("3 von 3 Kursen"), HasSubstr("alle Kurse Ihres Lernpfads")));
}

TEST_F(Pages, ACourseStandsEitherInThePathOrInTheCatalogue) {
    const auto& profile = *snapshot->find<blueprint::Profile>("profile/clerk");
    auto reached = profile.targets;  // no gap left but in what one course teaches
    for (const auto& [competence, level] : course("prompting").competences) reached[competence] = 0;
    ASSERT_TRUE(save_levels(town.town().db(), town.account(Role::staff), {"profile/clerk", reached, town.town().today()}));
    const auto body = town.get("/learning").body;
    const auto catalogue = body.find("id=\"courses-title\"");
    ASSERT_NE(catalogue, std::string::npos);
    EXPECT_THAT(body.substr(catalogue), HasSubstr("Weitere Kurse"));
    for (const auto& one : snapshot->all<blueprint::Course>()) {
        const auto card = "<h3 lang=\"de\"><a class=\"kern-link\" href=\"" + course_path(one.id) + "\"";
        const bool in_path = body.substr(0, catalogue).find(card) != std::string::npos;
        const bool in_catalogue = body.substr(catalogue).find(card) != std::string::npos;
        EXPECT_NE(in_path, in_catalogue) << one.id;
    }
}

TEST_F(Pages, TheResultOfAWaveIsShownButNeverSaved) {
    auto& db = town.town().db();
    const auto wave = survey::prepare_wave(db, town.town().random(), "Erhebung", snapshot->all<blueprint::Form>().front().id).value();
    town.consent(survey::matter_of(survey::find_wave(db, wave).value()));
    const auto codes = survey::open_wave(db, {town.town().random(), town.town().now(), ""}, town.town().today(), wave,
                                         town.town().head_commit().value(), 20)
                           .value();
    const auto cookie = finished_check(Role::staff, codes.at(0));
    EXPECT_THAT(town.get("/learning", Role::staff, {cookie}).body, AllOf(HasSubstr("Mein Lernpfad"), Not(HasSubstr("Ergebnis speichern"))));
    EXPECT_EQ(town.post("/learning/result", {}, Role::staff, {cookie}).status, 409);
    EXPECT_FALSE(saved_levels(db, town.account(Role::staff))->has_value());
}

TEST_F(Pages, WithoutAFinishedCheckThereIsNothingToSave) {
    EXPECT_EQ(town.post("/learning/result", {}).location, "/learning?notice=nothing");
}

TEST_F(Pages, ACourseIsWalkedFromTheFirstSectionToTheQuiz) {
    const auto& basics = course("ai-basics");
    const std::string base = "/learning/courses/ai-basics";
    EXPECT_THAT(town.get(base).body, AllOf(HasSubstr("Kurs beginnen"), HasSubstr("href=\"" + base + "/1\"")));
    for (std::size_t n = 1; n <= basics.sections.size(); ++n) {
        const auto path = base + "/" + std::to_string(n);
        const auto page = town.get(path);
        EXPECT_EQ(page.status, 200);
        EXPECT_THAT(page.body, HasSubstr("Abschnitt " + std::to_string(n) + " von " + std::to_string(basics.sections.size())));
        const auto next = n == basics.sections.size() ? base + "/quiz" : base + "/" + std::to_string(n + 1);
        EXPECT_EQ(town.post(path, {}).location, next);
        EXPECT_THAT(town.get(base).body, HasSubstr("href=\"" + next + "\""));
    }
    EXPECT_THAT(town.get(base).body, AllOf(HasSubstr("Zum Quiz"), HasSubstr("begonnen: 5 von 5")));
    EXPECT_THAT(town.get(base, Role::it).body, HasSubstr("Kurs beginnen")) << "another account";
}

TEST_F(Pages, ASectionShowsItsExerciseWithTheSolutionFoldedAndItsNote) {
    const auto page = town.get("/learning/courses/ai-basics/1").body;
    EXPECT_THAT(page, AllOf(HasSubstr("Was ist Sprache, was ist Wissen?"), HasSubstr("<summary>Musterlösung anzeigen</summary>"),
                            HasSubstr("Merksatz")));
    EXPECT_THAT(page, Not(HasSubstr(":::")));
}

TEST_F(Pages, TheQuizIsFailedThenPassed) {
    const auto& basics = course("ai-basics");
    const std::string path = "/learning/courses/ai-basics/quiz";
    EXPECT_EQ(town.get(path).status, 200);
    const auto failed = town.post(path, answers(basics, 3));
    EXPECT_EQ(failed.status, 200);
    EXPECT_THAT(failed.body,
                AllOf(HasSubstr("Quiz noch nicht bestanden"), HasSubstr("Noch einmal versuchen"), HasSubstr("richtige Antwort")));
    EXPECT_TRUE(completions(town.town().db(), town.account(Role::staff))->empty());
    const auto passed = town.post(path, answers(basics));
    EXPECT_THAT(passed.body, AllOf(HasSubstr("Quiz bestanden"), HasSubstr("100 Prozent")));
    EXPECT_THAT(town.get("/learning/courses/ai-basics").body, HasSubstr("am 15.06.2026 abgeschlossen"));
    EXPECT_TRUE(completions(town.town().db(), town.account(Role::it))->empty());
}

TEST_F(Pages, AnUnfinishedQuizComesBackWithItsAnswersAndLinksToTheGaps) {
    auto fields = answers(course("ai-basics"));
    const auto missing = fields.begin()->first;
    fields.erase(missing);
    const auto page = town.post("/learning/courses/ai-basics/quiz", fields);
    EXPECT_EQ(page.status, 400);
    EXPECT_THAT(page.body, AllOf(HasSubstr("href=\"#" + missing + "\""), HasSubstr("id=\"" + missing + "\""), HasSubstr(missing + "-error"),
                                 HasSubstr(" checked")));
    EXPECT_TRUE(completions(town.town().db(), town.account(Role::staff))->empty());
}

TEST_F(Pages, OptionsThatDoNotExistAreRefused) {
    for (const auto* option : {"zzz", "<script>alert(1)</script>", ""}) {
        auto fields = answers(course("ai-basics"));
        const auto name = fields.begin()->first;
        fields.erase(name);
        fields.emplace(name, option);
        const auto page = town.post("/learning/courses/ai-basics/quiz", fields);
        EXPECT_EQ(page.status, 400) << option;
        EXPECT_THAT(page.body, Not(HasSubstr("<script>alert")));
    }
    auto two = answers(course("ai-basics"));
    for (const auto& option : course("ai-basics").quiz.questions.front().options) two.emplace("answer-q1", option.id);
    EXPECT_EQ(town.post("/learning/courses/ai-basics/quiz", two).status, 400) << "two answers to a question with one";
    EXPECT_TRUE(completions(town.town().db(), town.account(Role::staff))->empty());
}

TEST_F(Pages, WhatDoesNotExistIsNotFound) {
    for (const auto* path :
         {"/learning/courses/none", "/learning/courses/..%2F", "/learning/courses/none/quiz", "/learning/courses/ai-basics/0",
          "/learning/courses/ai-basics/99", "/learning/courses/ai-basics/1x", "/learning/courses/ai-basics/99999999999999999999"}) {
        EXPECT_EQ(town.get(path).status, 404) << path;
    }
    EXPECT_EQ(town.post("/learning/courses/ai-basics/99", {}).status, 404);
    EXPECT_EQ(town.post("/learning/courses/none/quiz", {}).status, 404);
    EXPECT_EQ(town.post("/pass", {{"pass", "pass/none"}}).status, 404);
    EXPECT_EQ(town.post("/pass", {{"pass", std::string(5000, 'x')}}).status, 404);
    EXPECT_TRUE(progress(town.town().db(), town.account(Role::staff))->empty());
}

TEST_F(Pages, ThePassShowsWhatIsOpenAndIsIssuedWhenAllIsMet) {
    const auto begin = town.get("/pass");
    EXPECT_THAT(begin.body, AllOf(HasSubstr("0 von 4 Bedingungen"), HasSubstr("noch nicht beschlossen"), Not(HasSubstr("name=\"pass\""))));
    EXPECT_EQ(town.post("/pass", {{"pass", "pass/basic"}}).status, 409);
    for (const auto* slug : {"ai-basics", "prompting", "data-and-checking"}) complete(slug);
    EXPECT_THAT(town.get("/pass").body, AllOf(HasSubstr("3 von 4 Bedingungen"), Not(HasSubstr("name=\"pass\""))));
    EXPECT_EQ(town.post("/pass", {{"pass", "pass/basic"}}).status, 409) << "the guideline is not acknowledged";
    adopt_and_acknowledge(Role::staff);
    EXPECT_THAT(town.get("/pass").body,
                AllOf(HasSubstr("4 von 4 Bedingungen"), HasSubstr("kann noch nicht ausgestellt werden"), Not(HasSubstr("/participation"))));
    EXPECT_THAT(town.get("/pass", Role::coordination).body, HasSubstr("href=\"/participation/pass/basic\""));
    const auto locked = town.post("/pass", {{"pass", "pass/basic"}});
    EXPECT_EQ(locked.status, 409);
    EXPECT_THAT(locked.body, HasSubstr("Der Personalrat wurde noch nicht gefragt."));
    town.consent(matter_of(*snapshot->find<blueprint::Pass>("pass/basic")));
    EXPECT_THAT(town.get("/pass").body, AllOf(HasSubstr("4 von 4 Bedingungen"), HasSubstr("name=\"pass\" value=\"pass/basic\"")));

    EXPECT_EQ(town.post("/pass", {{"pass", "pass/basic"}}).location, "/pass?notice=issued");
    const auto pass = town.get("/pass?notice=issued");
    EXPECT_THAT(pass.body,
                AllOf(HasSubstr("Person staff"), HasSubstr("15.06.2026"), HasSubstr("15.06.2028"), HasSubstr("Herzlichen Glückwunsch")));
    EXPECT_THAT(pass.body, Not(HasSubstr("name=\"pass\"")));
    EXPECT_EQ(*pass_level(town.town().db(), town.account(Role::staff), town.town().today()), 1);
    EXPECT_EQ(*passes_issued(town.town().db(), town.town().today()), 1);
    EXPECT_THAT(town.get("/pass", Role::it).body, AllOf(HasSubstr("0 von 4 Bedingungen"), Not(HasSubstr("Person staff"))));

    EXPECT_EQ(town.post("/pass", {{"pass", "pass/basic"}}).status, 409) << "it is valid still";
    town.set_now(std::chrono::sys_days{std::chrono::year{2028} / 7 / 1});
    EXPECT_THAT(town.get("/pass").body, AllOf(HasSubstr("bis zum 15.06.2028 gültig"), HasSubstr("Quiz bitte auffrischen")));
}

TEST_F(Pages, EveryPageAlsoSpeaksEnglish) {
    for (const auto* path :
         {"/learning", "/learning/courses/prompting", "/learning/courses/prompting/1", "/learning/courses/prompting/quiz", "/pass"}) {
        const auto page = town.get(path, Role::staff, {"lang=en"});
        EXPECT_EQ(page.status, 200);
        EXPECT_THAT(page.body, Not(HasSubstr("[learning."))) << path;
        EXPECT_THAT(page.body, Not(HasSubstr("{"))) << path << ": a value was not filled in";
    }
}

}  // namespace
}  // namespace kireise::learning
