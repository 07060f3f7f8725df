#include "survey/start_pages.h"

#include "survey/pages_fixture.h"

namespace kireise::survey {
namespace {

using people::Role;
using testing::HasSubstr;
using testing::Not;

class StartPages : public SurveyPages {};

TEST_F(StartPages, TheStartPageSaysWhatHappensToAnswersAndOffersTheProfiles) {
    const auto page = town.get("/survey");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Sachbearbeitung"));
    EXPECT_THAT(page.body, HasSubstr("24 Fragen, etwa 18 Minuten"));
    EXPECT_THAT(page.body, HasSubstr("Was mit Ihren Antworten geschieht"));
    EXPECT_THAT(page.body, Not(HasSubstr("Einladungscode</label>"))) << "no wave is open";
    EXPECT_THAT(page.body, Not(HasSubstr("Wissenserhebung vorbereiten")));
}

TEST_F(StartPages, WithoutSignInAndWaveThereIsOnlyTheWayToSignIn) {
    const auto page = town.get("/survey", std::nullopt);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("/sign-in?next=/survey"));
    EXPECT_EQ(town.post("/survey/start", {{"profile", "profile/clerk"}}, std::nullopt).status, 400);
}

TEST_F(StartPages, AProfileMustBeChosen) {
    for (const auto* profile : {"", "profile/nobody", "area/use"}) {
        const auto answer = town.post("/survey/start", {{"profile", profile}});
        EXPECT_EQ(answer.status, 400);
        EXPECT_THAT(answer.body, HasSubstr("Bitte wählen Sie ein Profil aus."));
    }
}

TEST_F(StartPages, WrongCodesGetAnAnswerThatHelps) {
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

TEST_F(StartPages, ASecondStartDoesNotThrowAwayTheFirst) {
    const auto cookie = start_self_check();
    EXPECT_EQ(town.post(path(1), {{"option", "3"}, {"action", "next"}}, Role::staff, {cookie}).status, 303);
    EXPECT_EQ(town.post("/survey/start", {{"profile", "profile/it"}}, Role::staff, {cookie}).location, "/survey");
    const auto page = town.get("/survey", Role::staff, {cookie});
    EXPECT_THAT(page.body, HasSubstr("1 von 24 Fragen beantwortet"));
    EXPECT_THAT(page.body, HasSubstr("href=\"/survey/question/2\""));
}

}  // namespace
}  // namespace kireise::survey
