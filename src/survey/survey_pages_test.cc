#include "survey/survey_pages.h"

#include <gmock/gmock.h>

#include "people/password.h"
#include "people/testing.h"
#include "survey/check.h"
#include "survey/survey_store.h"
#include "survey/wave_store.h"

namespace kireise::survey {
namespace {

using people::Role;
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

class Pages : public testing::Test {
   protected:
    Pages() {
        snapshot = town.town().content().value();
        questions = questionnaire(snapshot->content(), snapshot->all<blueprint::Form>().front().id).value();
    }

    std::string start_self_check(Role role = Role::staff) {
        const auto answer = town.post("/survey/start", {{"profile", "profile/clerk"}}, role);
        EXPECT_EQ(answer.status, 303);
        EXPECT_EQ(answer.location, "/survey/question/1");
        EXPECT_EQ(answer.cookies.size(), 1U);
        return answer.cookies.at(0);
    }

    // Right answers to every knowledge question up to `level`, "I don't know" above; self-assessment "2" throughout.
    void answer_all(const std::string& cookie, std::optional<Role> role, int level) {
        for (std::size_t i = 0; i < questions.items.size(); ++i) {
            const auto& question = *questions.items[i].question;
            net::Fields fields;
            if (question.kind == blueprint::QuestionKind::self) fields.emplace("option", "2");
            for (const auto& option : question.options) {
                if (option.correct && question.level <= level) fields.emplace("option", option.id);
            }
            fields.emplace("action", fields.empty() ? "unknown" : "next");
            const auto answer = town.post(path(i + 1), fields, role, {cookie});
            ASSERT_EQ(answer.status, 303) << answer.body;
            EXPECT_EQ(answer.location, i + 1 == questions.items.size() ? "/survey/finish" : path(i + 2));
        }
    }

    void finish(const std::string& cookie, std::optional<Role> role) {
        EXPECT_EQ(town.post("/survey/finish", {}, role, {cookie}).location, "/survey/result");
    }

    std::vector<std::string> open_wave_with_codes() {
        wave = prepare_wave(town.town().db(), town.town().random(), "Erhebung", questions.form).value();
        return open_wave(town.town().db(), town.town().random(), town.town().today(), wave, town.town().head_commit().value(), 20).value();
    }

    std::string redeem(const std::string& code) {
        const auto answer = town.post("/survey/start", {{"profile", "profile/it"}, {"code", code}}, std::nullopt);
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.cookies.at(0);
    }

    static std::string path(std::size_t n) { return "/survey/question/" + std::to_string(n); }

    // Everything that the database holds, as one text.
    std::string whole_database() {
        std::string all;
        for (const std::string table : {"survey_draft", "survey_code", "survey_answer_set", "survey_wave"}) {
            const auto columns = table == "survey_draft"        ? "secret_hash || wave || profile || answers || expires"
                                 : table == "survey_code"       ? "code_hash || wave"
                                 : table == "survey_answer_set" ? "id || wave || profile || answers"
                                                                : "id || title";
            const auto rows = town.town().db().read(
                [&](store::Connection& tx) { return store::query<std::string>(tx, "SELECT " + std::string(columns) + " FROM " + table); });
            for (const auto& [row] : rows.value()) all += row + "\n";
        }
        return all;
    }

    people::TestTown town{{survey_migrations()}, routes_and_probe()};
    std::shared_ptr<const blueprint::Snapshot> snapshot;
    Questionnaire questions;
    std::string wave;
};

TEST_F(Pages, TheStartPageSaysWhatHappensToAnswersAndOffersTheProfiles) {
    const auto page = town.get("/survey");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Sachbearbeitung"));
    EXPECT_THAT(page.body, HasSubstr("24 Fragen, etwa 18 Minuten"));
    EXPECT_THAT(page.body, HasSubstr("Was mit Ihren Antworten geschieht"));
    EXPECT_THAT(page.body, Not(HasSubstr("Einladungscode</label>"))) << "no wave is open";
    EXPECT_THAT(page.body, Not(HasSubstr("Wissenserhebung vorbereiten")));
}

TEST_F(Pages, WithoutSignInAndWaveThereIsOnlyTheWayToSignIn) {
    const auto page = town.get("/survey", std::nullopt);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("/sign-in?next=/survey"));
    EXPECT_EQ(town.post("/survey/start", {{"profile", "profile/clerk"}}, std::nullopt).status, 400);
}

TEST_F(Pages, AProfileMustBeChosen) {
    for (const auto* profile : {"", "profile/nobody", "area/use"}) {
        const auto answer = town.post("/survey/start", {{"profile", profile}});
        EXPECT_EQ(answer.status, 400);
        EXPECT_THAT(answer.body, HasSubstr("Bitte wählen Sie ein Profil aus."));
    }
}

TEST_F(Pages, AQuestionAPageFromStartToResult) {
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

TEST_F(Pages, WhatHasBeenAnsweredIsStillThereOnTheWayBack) {
    const auto cookie = start_self_check();
    EXPECT_EQ(town.post(path(1), {{"option", "3"}, {"action", "next"}}, Role::staff, {cookie}).location, path(2));
    EXPECT_EQ(town.post(path(2), {{"action", "back"}}, Role::staff, {cookie}).location, path(1));
    EXPECT_THAT(town.get(path(1), Role::staff, {cookie}).body, HasSubstr("value=\"3\" checked"));
    EXPECT_EQ(town.post(path(2), {{"action", "unknown"}}, Role::staff, {cookie}).location, path(3));
    EXPECT_THAT(town.get(path(2), Role::staff, {cookie}).body, HasSubstr("Ihre Antwort bisher:"));
    EXPECT_EQ(town.post(path(3), {{"option", "1"}, {"action", "back"}}, Role::staff, {cookie}).location, path(2));
    EXPECT_THAT(town.get(path(3), Role::staff, {cookie}).body, HasSubstr("value=\"1\" checked")) << "back keeps what was chosen";
}

TEST_F(Pages, NothingChosenIsAnErrorThatSaysWhatToDo) {
    const auto cookie = start_self_check();
    const auto answer = town.post(path(1), {{"action", "next"}}, Role::staff, {cookie});
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, HasSubstr("Bitte wählen Sie eine Antwort aus."));
    EXPECT_THAT(answer.body, HasSubstr("<title>Fehler: Frage 1 von 24"));
    EXPECT_THAT(answer.body, HasSubstr("aria-describedby=\"option-error\""));
}

TEST_F(Pages, HostileAnswersAreRefusedAndNotShown) {
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

TEST_F(Pages, AResultCannotBeSeenBeforeTheEndNorChangedAfterIt) {
    const auto cookie = start_self_check();
    EXPECT_EQ(town.get("/survey/result", Role::staff, {cookie}).location, path(1));
    answer_all(cookie, Role::staff, 3);
    EXPECT_EQ(town.get("/survey/result", Role::staff, {cookie}).location, "/survey/finish");
    finish(cookie, Role::staff);
    EXPECT_EQ(town.post(path(1), {{"option", "0"}, {"action", "next"}}, Role::staff, {cookie}).location, "/survey/result");
    EXPECT_EQ(town.get(path(1), Role::staff, {cookie}).location, "/survey/result");
}

TEST_F(Pages, TheNextPersonAtTheSamePcDoesNotSeeASelfCheck) {
    const auto cookie = start_self_check(Role::staff);
    EXPECT_EQ(town.get(path(1), Role::it, {cookie}).location, "/survey?ended=1");
    EXPECT_EQ(town.get(path(1), std::nullopt, {cookie}).location, "/survey?ended=1");
    EXPECT_EQ(town.get(path(1), Role::staff, {"check=s-0123"}).location, "/survey?ended=1");
    EXPECT_EQ(town.get(path(1), Role::staff, {cookie}).status, 200);
}

TEST_F(Pages, ASecondStartDoesNotThrowAwayTheFirst) {
    const auto cookie = start_self_check();
    EXPECT_EQ(town.post(path(1), {{"option", "3"}, {"action", "next"}}, Role::staff, {cookie}).status, 303);
    EXPECT_EQ(town.post("/survey/start", {{"profile", "profile/it"}}, Role::staff, {cookie}).location, "/survey");
    const auto page = town.get("/survey", Role::staff, {cookie});
    EXPECT_THAT(page.body, HasSubstr("1 von 24 Fragen beantwortet"));
    EXPECT_THAT(page.body, HasSubstr("href=\"/survey/question/2\""));
}

TEST_F(Pages, DiscardingDeletesASelfCheck) {
    const auto cookie = start_self_check();
    EXPECT_THAT(town.get("/survey/discard", Role::staff, {cookie}).body, HasSubstr("werden gelöscht"));
    const auto answer = town.post("/survey/discard", {}, Role::staff, {cookie});
    EXPECT_EQ(answer.location, "/survey?discarded=1");
    EXPECT_EQ(answer.cookies.at(0), "check=");
    EXPECT_EQ(town.get(path(1), Role::staff, {cookie}).location, "/survey?ended=1");
    EXPECT_EQ(whole_database(), "");
}

TEST_F(Pages, AWaveNeedsNoSignIn) {
    const auto codes = open_wave_with_codes();
    EXPECT_THAT(town.get("/survey", std::nullopt).body, HasSubstr("Einladungscode"));
    const auto cookie = redeem(codes[0]);
    answer_all(cookie, std::nullopt, 2);
    EXPECT_THAT(town.get("/survey/finish", std::nullopt, {cookie}).body, HasSubstr("nicht mehr zurückholen"));
    finish(cookie, std::nullopt);
    const auto result = town.get("/survey/result", std::nullopt, {cookie});
    EXPECT_EQ(result.status, 200);
    EXPECT_THAT(result.body, HasSubstr("2 · Selbständig"));
    EXPECT_THAT(result.body, Not(HasSubstr("/learning/result"))) << "a wave's result is never saved to an account";
    EXPECT_EQ(find_wave(town.town().db(), wave)->answers, 1);
    EXPECT_EQ(town.post("/survey/discard", {}, std::nullopt, {cookie}).status, 303);
    EXPECT_EQ(find_wave(town.town().db(), wave)->answers, 1) << "the answers stay, only the browser forgets";
}

TEST_F(Pages, WrongCodesGetAnAnswerThatHelps) {
    const auto codes = open_wave_with_codes();
    const auto body = [&](const std::string& code) {
        const auto answer = town.post("/survey/start", {{"profile", "profile/it"}, {"code", code}}, std::nullopt);
        EXPECT_EQ(answer.status, 400);
        return answer.body;
    };
    EXPECT_THAT(body("zu kurz"), HasSubstr("besteht aus 16 Buchstaben"));
    EXPECT_THAT(body(std::string(10'000, 'a')), HasSubstr("besteht aus 16 Buchstaben"));
    EXPECT_THAT(body("abcd-abcd-abcd-abcd"), HasSubstr("Diesen Code gibt es nicht"));
    EXPECT_THAT(body(""), HasSubstr("Bitte tragen Sie Ihren Einladungscode ein"));
    redeem(codes[0]);
    EXPECT_THAT(body(codes[0]), HasSubstr("wurde schon benutzt"));
}

// Taking part while being signed in leaves no trace of the person, and nothing in the database opens the answers.
TEST_F(Pages, AnswersOfAWaveHoldNoTraceOfThePerson) {
    const auto codes = open_wave_with_codes();
    const auto answer = town.post("/survey/start", {{"profile", "profile/clerk"}, {"code", codes[3]}}, Role::staff);
    const auto cookie = answer.cookies.at(0);
    answer_all(cookie, Role::staff, 2);
    finish(cookie, Role::staff);
    const auto secret = cookie.substr(cookie.find('=') + 1);
    for (const auto& text : {whole_database(), [&] {
                                 EXPECT_TRUE(close_wave(town.town().db(), town.town().random(), town.town().today(), wave));
                                 return whole_database();
                             }()}) {
        EXPECT_THAT(text, HasSubstr("profile/clerk"));
        EXPECT_THAT(text, Not(HasSubstr(town.account(Role::staff))));
        EXPECT_THAT(text, Not(HasSubstr(secret)));
        EXPECT_THAT(text, Not(HasSubstr(codes[3])));
    }
    EXPECT_THAT(whole_database(), Not(HasSubstr(people::sha256_hex(secret)))) << "after closing even the hash is gone";
    EXPECT_THAT(whole_database(), Not(HasSubstr(people::sha256_hex(codes[3]))));
    EXPECT_EQ(town.get("/survey/result", Role::staff, {cookie}).location, "/survey?ended=1");
}

TEST_F(Pages, CoordinationTakesAWaveFromPreparationToReport) {
    EXPECT_THAT(town.get("/survey", Role::coordination).body, HasSubstr("Neue Wissenserhebung vorbereiten"));
    const auto prepared = town.post("/survey/waves", {{"title", "Frühjahr <b>2026</b>"}}, Role::coordination);
    ASSERT_EQ(prepared.status, 303);
    const auto id = prepared.location.substr(14, 32);
    EXPECT_THAT(town.get(prepared.location, Role::coordination).body, HasSubstr("Frühjahr &lt;b&gt;2026"));

    EXPECT_EQ(town.post("/survey/waves/" + id + "/open", {{"invited", "3"}}, Role::coordination).status, 400);
    EXPECT_EQ(town.post("/survey/waves/" + id + "/open", {{"invited", "viele"}}, Role::coordination).status, 400);
    const auto codes = town.post("/survey/waves/" + id + "/open", {{"invited", "15"}}, Role::coordination);
    EXPECT_EQ(codes.status, 200);
    EXPECT_THAT(codes.body, HasSubstr("code-slip__code"));
    EXPECT_EQ(town.post("/survey/waves/" + id + "/open", {{"invited", "15"}}, Role::coordination).status, 409);
    EXPECT_EQ(town.post("/survey/waves/" + id + "/codes", {{"count", "2"}}, Role::coordination).status, 200);
    EXPECT_EQ(town.get("/survey/report/" + id, Role::coordination).status, 409) << "no report while it runs";

    EXPECT_THAT(town.get("/survey/waves/" + id, Role::coordination).body, HasSubstr("0 von 17"));
    EXPECT_EQ(town.post("/survey/waves/" + id + "/close", {}, Role::coordination).status, 400) << "closing must be confirmed";
    EXPECT_EQ(town.post("/survey/waves/" + id + "/close", {{"sure", "yes"}}, Role::coordination).location, "/survey/report/" + id);
    EXPECT_THAT(town.get("/survey/report/" + id, Role::coordination).body, HasSubstr("zeigt der Bericht keine Zahlen"));
    EXPECT_EQ(town.post("/survey/waves/" + id + "/close", {{"sure", "yes"}}, Role::coordination).status, 409);
}

TEST_F(Pages, OnlyTheRightRolesSeeAndChangeWaves) {
    open_wave_with_codes();
    const auto base = "/survey/waves/" + wave;
    for (const auto role : people::all_roles) {
        const bool manages = role == Role::coordination;
        const bool reads = manages || role == Role::staff_council || role == Role::data_protection;
        EXPECT_EQ(town.get("/survey/report/" + wave, role).status, reads ? 409 : 403);
        EXPECT_EQ(town.get(base, role).status, manages ? 200 : 403);
        EXPECT_EQ(town.get("/survey", role).body.find("Wissenserhebungen</h2>") != std::string::npos, reads);
        if (!manages) {
            EXPECT_EQ(town.post("/survey/waves", {{"title", "x"}}, role).status, 403);
            EXPECT_EQ(town.post(base + "/codes", {{"count", "1"}}, role).status, 403);
            EXPECT_EQ(town.post(base + "/close", {{"sure", "yes"}}, role).status, 403);
        }
    }
    EXPECT_EQ(town.post(base + "/close", {{"sure", "yes"}}, std::nullopt).status, 401);
    EXPECT_EQ(find_wave(town.town().db(), wave)->state, WaveState::open);
    EXPECT_EQ(town.get("/survey/waves/unknown", Role::coordination).status, 404);
}

TEST_F(Pages, TheReportOfALargeWaveShowsGroupsOnly) {
    open_wave_with_codes();
    auto& db = town.town().db();
    ASSERT_TRUE(add_codes(db, town.town().random(), wave, 100));
    std::vector<std::string> profiles;
    for (const auto& profile : snapshot->all<blueprint::Profile>()) profiles.push_back(profile.id);
    ASSERT_TRUE(submit_synthetic(db, seeded_random(7), wave, simulate(questions, profiles, {}, 96, seeded_random(7))));
    ASSERT_TRUE(close_wave(db, seeded_random(7), town.town().today(), wave));
    const auto report = town.get("/survey/report/" + wave, Role::staff_council);
    EXPECT_EQ(report.status, 200);
    EXPECT_THAT(report.body, HasSubstr("96 Personen haben teilgenommen, 120 waren eingeladen."));
    EXPECT_THAT(report.body, HasSubstr("<svg"));
    EXPECT_THAT(report.body, HasSubstr("Sachbearbeitung"));
    EXPECT_EQ(closed_answers(db).value(), 96);
}

TEST_F(Pages, TheFinishedResultIsThereForOtherRooms) {
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
