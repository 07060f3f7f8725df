#include "usecases/usecases_pages.h"

#include <gmock/gmock.h>

#include "base/csv.h"
#include "base/text.h"
#include "people/testing.h"
#include "usecases/register_store.h"
#include "usecases/usecase_view.h"

namespace kireise::usecases {
namespace {

using people::Role;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

class UsecasePages : public ::testing::Test {
   protected:
    std::string commit() { return *town.town().head_commit(); }
    store::Database& db() { return town.town().db(); }

    people::TestTown town{{usecase_migrations()}, usecases_routes()};
};

TEST_F(UsecasePages, ListRanksTheUseCasesAndShowsTheKnockedOutOnesApart) {
    const auto page = town.get("/usecases");
    ASSERT_EQ(page.status, 200);
    const auto out_title = page.body.find("id=\"out-title\"");
    const auto in_ranking = page.body.find("href=\"/usecases/mail-sorting\"");
    const auto knocked_out = page.body.find("href=\"/usecases/applicant-scoring\"");
    ASSERT_NE(knocked_out, std::string::npos);
    EXPECT_LT(in_ranking, out_title);
    EXPECT_GT(knocked_out, out_title);
    EXPECT_THAT(page.body, HasSubstr("<svg"));
    EXPECT_THAT(page.body, HasSubstr("class=\"matrix__names"));
    EXPECT_THAT(page.body, ContainsRegex(">(sicher|eher sicher|unsicher) <span class=\"muted\">[0-9]+"));
    EXPECT_THAT(page.body, HasSubstr("Art. 22 DSGVO"));
}

TEST_F(UsecasePages, EveryUseCaseHasAPageWithoutGaps) {
    const auto content = *town.town().content();
    for (const auto& usecase : content->all<blueprint::UseCase>()) {
        for (const auto* lang : {"lang=de", "lang=en"}) {
            const auto page = town.get("/usecases/" + std::string(slug_of(usecase.id)), Role::coordination, {lang});
            EXPECT_EQ(page.status, 200) << usecase.id;
            EXPECT_THAT(page.body, HasSubstr(escape_html(usecase.title)));
            EXPECT_THAT(page.body, Not(HasSubstr("[usecases."))) << usecase.id;
            EXPECT_THAT(page.body, Not(HasSubstr("{n}"))) << usecase.id;
        }
    }
}

TEST_F(UsecasePages, ShowTheLawWithSourceDateAndDoubt) {
    const auto page = town.get("/usecases/mail-sorting").body;
    EXPECT_THAT(page, HasSubstr("href=\"https://eur-lex.europa.eu"));
    EXPECT_THAT(page, HasSubstr("Stand der Prüfung:"));
    EXPECT_THAT(page, HasSubstr("zu prüfen"));
    EXPECT_THAT(page, HasSubstr("rund 170 bis 750 Stunden im Jahr"));
}

TEST_F(UsecasePages, AnUnknownUseCaseIsNotFound) {
    EXPECT_EQ(town.get("/usecases/nothing").status, 404);
    EXPECT_EQ(town.get("/usecases/..%2f..%2fetc").status, 404);
    EXPECT_EQ(town.get("/usecases", std::nullopt).status, 303);
}

TEST_F(UsecasePages, CoordinationDecidesTheRankingAndItIsEvidence) {
    EXPECT_THAT(town.get("/usecases", Role::coordination).body, HasSubstr("action=\"/usecases/ranking\""));
    EXPECT_EQ(town.post("/usecases/ranking", {{"commit", commit()}, {"latest", "0"}}, Role::coordination).location, "/usecases");
    EXPECT_EQ(ranked_usecases(db()), 10);
    const auto latest = *latest_ranking(db());
    EXPECT_EQ(latest->decided.commit, commit());
    EXPECT_EQ(to_string(latest->decided.date), "2026-06-15");
    EXPECT_EQ(latest->decided.account, town.account(Role::coordination));
    EXPECT_EQ(stage_of(db(), "usecase/mail-sorting"), Stage::prioritised);
    EXPECT_EQ(stage_of(db(), "usecase/applicant-scoring"), Stage::idea);
    EXPECT_THAT(town.get("/usecases", Role::coordination).body, Not(HasSubstr("action=\"/usecases/ranking\"")));
}

TEST_F(UsecasePages, NobodyElseDecides) {
    for (const auto role : {Role::staff, Role::it, Role::data_protection, Role::staff_council, Role::admin}) {
        EXPECT_EQ(town.post("/usecases/ranking", {{"commit", commit()}, {"latest", "0"}}, role).status, 403);
        EXPECT_EQ(town.post("/usecases/mail-sorting/stage", {{"from", "idea"}, {"stage", "testing"}, {"reason", "x"}}, role).status, 403);
        EXPECT_THAT(town.get("/usecases/mail-sorting", role).body, Not(HasSubstr("<form method=\"post\" action=\"/usecases")));
    }
    EXPECT_EQ(ranked_usecases(db()), 0);
}

TEST_F(UsecasePages, ARankingThatWasSeenOnOtherContentIsNotDecided) {
    EXPECT_EQ(town.post("/usecases/ranking", {{"commit", std::string(40, '0')}}, Role::coordination).status, 409);
    EXPECT_EQ(town.post("/usecases/ranking", {}, Role::coordination).status, 409);
    EXPECT_EQ(town.post("/usecases/ranking", {{"commit", commit()}, {"latest", "1"}}, Role::coordination).status, 409);
    EXPECT_EQ(ranked_usecases(db()), 0);
}

TEST_F(UsecasePages, AStageIsMovedWithReasonAndShown) {
    const auto answer = town.post("/usecases/mail-sorting/stage",
                                  {{"from", "idea"}, {"stage", "testing"}, {"reason", "Test <b>ab Juli</b>"}}, Role::coordination);
    EXPECT_EQ(answer.location, "/usecases/mail-sorting");
    EXPECT_EQ(stage_of(db(), "usecase/mail-sorting"), Stage::testing);
    EXPECT_THAT(town.get("/usecases/mail-sorting").body, HasSubstr("Test &lt;b&gt;ab Juli&lt;/b&gt;"));
}

TEST_F(UsecasePages, WhatTheGatesForbidIsNotOffered) {
    const auto open = town.get("/usecases/mail-sorting", Role::coordination).body;
    EXPECT_THAT(open, HasSubstr("<option value=\"testing\""));
    EXPECT_THAT(open, Not(HasSubstr("<option value=\"in-use\"")));
    const auto move = [&](const std::string& slug, const std::string& stage, const std::string& reason) {
        return town.post("/usecases/" + slug + "/stage", {{"from", "idea"}, {"stage", stage}, {"reason", reason}}, Role::coordination);
    };
    EXPECT_EQ(move("mail-sorting", "in-use", "trotzdem").status, 400);
    EXPECT_EQ(move("applicant-scoring", "testing", "trotzdem").status, 400);
    EXPECT_EQ(move("applicant-scoring", "ended", "verboten").status, 303);
    EXPECT_EQ(move("mail-sorting", "testing", "   ").status, 400);
    EXPECT_EQ(move("mail-sorting", "testing", std::string(5000, 'x')).status, 400);
    EXPECT_EQ(move("mail-sorting", "idea", "gleich").status, 400);
    EXPECT_EQ(move("mail-sorting", "nonsense", "x").status, 400);
    EXPECT_EQ(move("nothing", "ended", "x").status, 404);
    EXPECT_EQ(stage_of(db(), "usecase/mail-sorting"), Stage::idea);
}

TEST_F(UsecasePages, AWrongMoveKeepsWhatWasTyped) {
    const auto answer =
        town.post("/usecases/mail-sorting/stage", {{"from", "idea"}, {"stage", "in-use"}, {"reason", "mein Grund"}}, Role::coordination);
    EXPECT_THAT(answer.body, HasSubstr("mein Grund"));
    EXPECT_THAT(answer.body, HasSubstr("role=\"alert\""));
}

TEST_F(UsecasePages, ALateMoveIsAConflict) {
    ASSERT_EQ(town.post("/usecases/mail-sorting/stage", {{"from", "idea"}, {"stage", "ended"}, {"reason", "x"}}, Role::coordination).status,
              303);
    EXPECT_EQ(
        town.post("/usecases/mail-sorting/stage", {{"from", "idea"}, {"stage", "testing"}, {"reason", "x"}}, Role::coordination).status,
        409);
    EXPECT_EQ(stage_of(db(), "usecase/mail-sorting"), Stage::ended);
}

TEST_F(UsecasePages, TheTableReadsBack) {
    const auto file = town.get("/usecases/ranking.csv");
    ASSERT_EQ(file.status, 200);
    const auto rows = parse_csv(file.body, ';');
    ASSERT_TRUE(rows) << rows.error().message;
    EXPECT_EQ(rows->size(), 11);
    EXPECT_EQ((*rows)[0][0], "Rang");
    EXPECT_EQ((*rows)[1][0], "1");
    EXPECT_EQ(rows->back()[1], "usecase/applicant-scoring");
    EXPECT_THAT((*rows)[1][4], ContainsRegex("^[0-9],[0-9][0-9]$"));
}

TEST(Rounded, SaysNoMoreThanIsKnown) {
    EXPECT_EQ(rounded(9.4), 9);
    EXPECT_EQ(rounded(166.7), 170);
    EXPECT_EQ(rounded(750), 750);
    EXPECT_EQ(rounded(15678), 15700);
}

}  // namespace
}  // namespace kireise::usecases
