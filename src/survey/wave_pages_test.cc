#include "survey/wave_pages.h"

#include "base/sha256.h"
#include "survey/pages_fixture.h"

namespace kireise::survey {
namespace {

using people::Role;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class WavePages : public SurveyPages {};

TEST_F(WavePages, AWaveNeedsNoSignIn) {
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

// Taking part while being signed in leaves no trace of the person, and nothing in the database opens the answers.
TEST_F(WavePages, AnswersOfAWaveHoldNoTraceOfThePerson) {
    const auto codes = open_wave_with_codes();
    const auto answer = town.post("/survey/start", {{"profile", "profile/clerk"}, {"code", codes[3]}}, Role::staff);
    const auto cookie = answer.cookies.at(0);
    answer_all(cookie, Role::staff, 2);
    finish(cookie, Role::staff);
    const auto secret = cookie.substr(cookie.find('=') + 1);
    for (const auto& text :
         {whole_database(), [&] {
              EXPECT_TRUE(close_wave(town.town().db(), {town.town().random(), town.town().now(), ""}, town.town().today(), wave));
              return whole_database();
          }()}) {
        EXPECT_THAT(text, HasSubstr("profile/clerk"));
        EXPECT_THAT(text, Not(HasSubstr(town.account(Role::staff))));
        EXPECT_THAT(text, Not(HasSubstr(secret)));
        EXPECT_THAT(text, Not(HasSubstr(codes[3])));
    }
    EXPECT_THAT(whole_database(), Not(HasSubstr(sha256_hex(secret)))) << "after closing even the hash is gone";
    EXPECT_THAT(whole_database(), Not(HasSubstr(sha256_hex(codes[3]))));
    EXPECT_EQ(town.get("/survey/result", Role::staff, {cookie}).location, "/survey?notice=ended");
}

TEST_F(WavePages, CoordinationTakesAWaveFromPreparationToReport) {
    EXPECT_THAT(town.get("/survey", Role::coordination).body, HasSubstr("Neue Wissenserhebung vorbereiten"));
    const auto prepared = town.post("/survey/waves", {{"title", "Frühjahr <b>2026</b>"}}, Role::coordination);
    ASSERT_EQ(prepared.status, 303);
    const auto id = prepared.location.substr(14, 32);
    const auto locked = town.get(prepared.location, Role::coordination).body;
    EXPECT_THAT(locked, AllOf(HasSubstr("Frühjahr &lt;b&gt;2026"), HasSubstr("kann noch nicht geöffnet werden"),
                              HasSubstr("href=\"/participation/survey-wave/" + id), Not(HasSubstr("name=\"invited\""))));
    const auto unasked = town.post("/survey/waves/" + id + "/open", {{"invited", "15"}}, Role::coordination);
    EXPECT_EQ(unasked.status, 409);
    EXPECT_THAT(unasked.body, HasSubstr("Der Personalrat wurde noch nicht gefragt."));
    town.consent(matter_of(find_wave(town.town().db(), id).value()));
    EXPECT_THAT(town.get(prepared.location, Role::coordination).body, HasSubstr("name=\"invited\""));

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
    const auto closed = town.post("/survey/waves/" + id + "/close", {{"sure", "yes"}}, Role::coordination);
    EXPECT_EQ(closed.location, "/survey/report/" + id + "?notice=closed");
    EXPECT_THAT(town.get(closed.location, Role::coordination).body,
                AllOf(HasSubstr("zeigt der Bericht keine Zahlen"), HasSubstr("Die Erhebung ist geschlossen")));
    EXPECT_EQ(town.post("/survey/waves/" + id + "/close", {{"sure", "yes"}}, Role::coordination).status, 409);
}

TEST_F(WavePages, OnlyTheRightRolesSeeAndChangeWaves) {
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

TEST_F(WavePages, TheReportOfALargeWaveShowsGroupsOnly) {
    open_wave_with_codes();
    auto& db = town.town().db();
    ASSERT_TRUE(add_codes(db, {town.town().random(), town.town().now(), ""}, wave, 100));
    std::vector<std::string> profiles;
    for (const auto& profile : snapshot->all<blueprint::Profile>()) profiles.push_back(profile.id);
    ASSERT_TRUE(submit_synthetic(db, seeded_random(7), wave, simulate(questions, profiles, {}, 96, seeded_random(7))));
    ASSERT_TRUE(close_wave(db, {town.town().random(), town.town().now(), ""}, town.town().today(), wave));
    const auto report = town.get("/survey/report/" + wave, Role::staff_council);
    EXPECT_EQ(report.status, 200);
    EXPECT_THAT(report.body, HasSubstr("96 Personen haben teilgenommen, 120 waren eingeladen."));
    EXPECT_THAT(report.body, HasSubstr("<svg"));
    EXPECT_THAT(report.body, HasSubstr("Sachbearbeitung"));
    EXPECT_EQ(closed_answers(db).value(), 96);
}

}  // namespace
}  // namespace kireise::survey
