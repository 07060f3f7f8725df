#include "survey/check_pages.h"

#include "base/text.h"
#include "survey/check.h"
#include "survey/pages_fixture.h"

namespace kireise::survey {
namespace {

using people::Role;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Stands for a room that uses the result: profile, kind, level of one competence, number of competences.
Result<net::Outcome> probe(people::Context& context) {
    const auto result = TRY(current_result(context));
    if (!result) return net::text_response(200, "none");
    return net::text_response(200, result->profile + (result->self_check ? " self-check " : " wave ") +
                                       std::to_string(result->levels.at("competence/prompt")) + " of " +
                                       std::to_string(result->levels.size()));
}

std::vector<people::Route> routes_and_probe() {
    auto routes = survey_routes();
    routes.push_back({net::Method::get, "/probe", people::everyone, probe});
    return routes;
}

class CheckPages : public SurveyPages {
   protected:
    CheckPages() : SurveyPages(routes_and_probe()) {}
};

TEST_F(CheckPages, AQuestionAPageFromStartToResult) {
    const auto cookie = start_self_check();
    const auto first = town.get(path(1), Role::staff, {cookie});
    EXPECT_EQ(first.status, 200);
    EXPECT_THAT(first.body, HasSubstr("Frage 1 von 24"));
    EXPECT_THAT(first.body, HasSubstr("Das kann ich mit Hilfe."));
    EXPECT_THAT(first.body, Not(HasSubstr("value=\"back\"")));

    answer_all(cookie, Role::staff, 1);
    const auto last_page = town.get("/survey/finish", Role::staff, {cookie});
    EXPECT_THAT(last_page.body, HasSubstr("Sie haben alle Fragen gesehen."));
    finish(cookie, Role::staff);

    const auto result = town.get("/survey/result", Role::staff, {cookie});
    EXPECT_EQ(result.status, 200);
    EXPECT_THAT(result.body, HasSubstr("<svg"));
    EXPECT_THAT(result.body, HasSubstr("1 · Grundlagen"));
    EXPECT_THAT(result.body, HasSubstr("Lücke: 1 Stufe"));
    EXPECT_THAT(result.body, HasSubstr("/learning/result"));
    EXPECT_THAT(result.body, HasSubstr("nicht gewusst"));
}

// Everything is known in the first area and nothing elsewhere: the areas with a gap come first, each question stands in its own area.
TEST_F(CheckPages, TheResultIsGroupedByAreaWithTheLargestGapFirst) {
    const auto cookie = start_self_check();
    const auto& best = questions.areas.front();
    for (std::size_t i = 0; i < questions.items.size(); ++i) {
        net::Fields fields;
        for (const auto& option : questions.items[i].question->options) {
            if (option.correct && questions.items[i].area == best) fields.emplace("option", option.id);
        }
        fields.emplace("action", fields.empty() ? "unknown" : "next");
        ASSERT_EQ(town.post(path(i + 1), fields, Role::staff, {cookie}).status, 303);
    }
    finish(cookie, Role::staff);
    const auto body = town.get("/survey/result", Role::staff, {cookie}).body;
    auto review = body.substr(body.find("id=\"review-title\""));
    review = review.substr(0, review.find("id=\"keep-title\""));
    std::vector<std::string> groups;
    for (auto at = review.find("<details"); at != std::string::npos;) {
        const auto next = review.find("<details", at + 1);
        groups.push_back(review.substr(at, next - at));
        at = next;
    }
    ASSERT_EQ(groups.size(), questions.areas.size());
    const auto* area = snapshot->find<blueprint::Area>(best);
    EXPECT_THAT(groups.back(), AllOf(HasSubstr(escape_html(area->title)), HasSubstr("Ziel erreicht"), HasSubstr("3 von 3 Fragen richtig")));
    for (std::size_t i = 0; i + 1 < groups.size(); ++i) {
        EXPECT_THAT(groups[i], AllOf(HasSubstr("Lücke:"), HasSubstr("0 von 3 Fragen richtig"), HasSubstr("Das fehlt noch bis zum Ziel")));
    }
    for (const auto& item : questions.items) {
        if (item.area != best || item.question->kind == blueprint::QuestionKind::self) continue;
        EXPECT_THAT(groups.back(), HasSubstr(escape_html(item.question->stem)));
    }
}

TEST_F(CheckPages, WhatHasBeenAnsweredIsStillThereOnTheWayBack) {
    const auto cookie = start_self_check();
    EXPECT_EQ(town.post(path(1), {{"option", "3"}, {"action", "next"}}, Role::staff, {cookie}).location, path(2));
    EXPECT_EQ(town.post(path(2), {{"action", "back"}}, Role::staff, {cookie}).location, path(1));
    EXPECT_THAT(town.get(path(1), Role::staff, {cookie}).body, HasSubstr("value=\"3\" checked"));
    EXPECT_EQ(town.post(path(2), {{"action", "unknown"}}, Role::staff, {cookie}).location, path(3));
    EXPECT_THAT(town.get(path(2), Role::staff, {cookie}).body, HasSubstr("Ihre Antwort bisher:"));
    EXPECT_EQ(town.post(path(3), {{"option", "1"}, {"action", "back"}}, Role::staff, {cookie}).location, path(2));
    EXPECT_THAT(town.get(path(3), Role::staff, {cookie}).body, HasSubstr("value=\"1\" checked")) << "back keeps what was chosen";
}

TEST_F(CheckPages, NothingChosenIsAnErrorThatSaysWhatToDo) {
    const auto cookie = start_self_check();
    const auto answer = town.post(path(1), {{"action", "next"}}, Role::staff, {cookie});
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, HasSubstr("Bitte wählen Sie eine Antwort aus."));
    EXPECT_THAT(answer.body, HasSubstr("<title>Fehler: Frage 1 von 24"));
    EXPECT_THAT(answer.body, HasSubstr("aria-describedby=\"option-error\""));
}

TEST_F(CheckPages, HostileAnswersAreRefusedAndNotShown) {
    const auto cookie = start_self_check();
    for (const auto& sent : {std::string("<script>alert(1)</script>"), std::string("9"), std::string(50'000, 'x')}) {
        const auto answer = town.post(path(1), {{"option", sent}, {"action", "next"}}, Role::staff, {cookie});
        EXPECT_EQ(answer.status, 400);
        EXPECT_THAT(answer.body, Not(HasSubstr("<script>alert")));
    }
    net::Fields many;
    for (int i = 0; i < 200; ++i) many.emplace("option", "1");
    EXPECT_EQ(town.post(path(1), many, Role::staff, {cookie}).status, 400);
    for (const auto* n : {"0", "25", "-1", "abc", "1e3", "99999999999999999999"}) {
        EXPECT_EQ(town.get("/survey/question/" + std::string(n), Role::staff, {cookie}).status, 404) << n;
    }
    EXPECT_THAT(whole_database(), HasSubstr("{}")) << "nothing was stored";
}

TEST_F(CheckPages, AResultCannotBeSeenBeforeTheEndNorChangedAfterIt) {
    const auto cookie = start_self_check();
    EXPECT_EQ(town.get("/survey/result", Role::staff, {cookie}).location, path(1));
    answer_all(cookie, Role::staff, 3);
    EXPECT_EQ(town.get("/survey/result", Role::staff, {cookie}).location, "/survey/finish");
    finish(cookie, Role::staff);
    EXPECT_EQ(town.post(path(1), {{"option", "0"}, {"action", "next"}}, Role::staff, {cookie}).location, "/survey/result");
    EXPECT_EQ(town.get(path(1), Role::staff, {cookie}).location, "/survey/result");
}

TEST_F(CheckPages, TheNextPersonAtTheSamePcDoesNotSeeASelfCheck) {
    const auto cookie = start_self_check(Role::staff);
    EXPECT_EQ(town.get(path(1), Role::it, {cookie}).location, "/survey?notice=ended");
    EXPECT_EQ(town.get(path(1), std::nullopt, {cookie}).location, "/survey?notice=ended");
    EXPECT_EQ(town.get(path(1), Role::staff, {"check=s-0123"}).location, "/survey?notice=ended");
    EXPECT_EQ(town.get(path(1), Role::staff, {cookie}).status, 200);
}

TEST_F(CheckPages, DiscardingDeletesASelfCheck) {
    const auto cookie = start_self_check();
    EXPECT_THAT(town.get("/survey/discard", Role::staff, {cookie}).body, HasSubstr("werden gelöscht"));
    const auto answer = town.post("/survey/discard", {}, Role::staff, {cookie});
    EXPECT_EQ(answer.location, "/survey?notice=discarded");
    EXPECT_EQ(answer.cookies.at(0), "check=");
    EXPECT_EQ(town.get(path(1), Role::staff, {cookie}).location, "/survey?notice=ended");
    EXPECT_EQ(whole_database(), "");
}

TEST_F(CheckPages, TheFinishedResultIsThereForOtherRooms) {
    const auto cookie = start_self_check();
    EXPECT_EQ(town.get("/probe", Role::staff, {cookie}).body, "none");
    answer_all(cookie, Role::staff, 2);
    EXPECT_EQ(town.get("/probe", Role::staff, {cookie}).body, "none") << "not finished yet";
    finish(cookie, Role::staff);
    EXPECT_EQ(town.get("/probe", Role::staff, {cookie}).body, "profile/clerk self-check 2 of 21");
    EXPECT_EQ(town.get("/probe", Role::it, {cookie}).body, "none");
    EXPECT_EQ(town.get("/probe", Role::staff).body, "none");
}

}  // namespace
}  // namespace kireise::survey
