#include "assistant/assistant_pages.h"

#include <gmock/gmock.h>

#include "assistant/scripted_upstream.h"
#include "assistant/test_town.h"

namespace kireise::assistant {
namespace {

using namespace testing;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using usecases::Stage;

class AssistantPages : public ::testing::Test {
   protected:
    std::string answer_text = "Ihr Antrag wurde abgelehnt.";
    ScriptedUpstream upstream{[this](const net::Request& request) -> net::Outcome {
        ++asked;
        return says(chunk(answer_text) + last_chunk())(request);
    }};
    std::atomic<int> asked{0};
    AssistantTown town{upstream.settings()};
};

TEST_F(AssistantPages, RealEngineAnswersWithoutScript) {
    const auto folder = *TempDir::create();
    AssistantTown real(real_engine(folder.path()));
    real.open_assistant();
    const auto page = real.post("internal", "Der Antrag wird abgelehnt.");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body,
                AllOf(HasSubstr("Mit KI erstellt – bitte prüfen"), HasSubstr("Synthetisches Testmodell"), HasSubstr("zufällige Wörter")));
    ASSERT_EQ(real.usage().size(), 1U);
    EXPECT_EQ(real.usage()[0].outcome, UsageOutcome::answered);
    EXPECT_GT(real.usage()[0].prompt_tokens, 0);
}

TEST_F(AssistantPages, EverySignedInRoleSeesTheForm) {
    town.open_assistant();
    for (const auto role : people::all_roles) {
        const auto page = town.town.get("/assistant", role);
        EXPECT_EQ(page.status, 200);
        EXPECT_THAT(page.body, AllOf(HasSubstr("Amtlichen Text verständlich erklären"), HasSubstr("name=\"text\""), Not(HasSubstr("[["))));
        for (const auto data : blueprint::data_classes)
            EXPECT_THAT(page.body, HasSubstr("value=\"" + std::string(blueprint::to_id(data)) + "\""));
    }
    EXPECT_THAT(town.town.get("/assistant", std::nullopt).location, HasSubstr("/sign-in"));
    EXPECT_EQ(town.town.post("/assistant", {}, std::nullopt).status, 401);
}

TEST_F(AssistantPages, SpeaksEnglish) {
    town.open_assistant();
    const auto page = town.town.get("/assistant", Role::staff, {"lang=en"});
    EXPECT_THAT(page.body, AllOf(HasSubstr("What is in your text?"), Not(HasSubstr("[["))));
}

TEST_F(AssistantPages, WithoutAGuidelineItIsClosedAndLeadsThere) {
    town.enter_stage(Stage::testing);
    const auto page = town.town.get("/assistant");
    EXPECT_THAT(page.body,
                AllOf(HasSubstr("gilt noch keine KI-Richtlinie"), HasSubstr("href=\"/guideline\""), Not(HasSubstr("name=\"text\""))));
    const auto refused = town.post("public", "Text");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body,
                AllOf(HasSubstr("nicht erlaubt"), HasSubstr("gilt noch keine KI-Richtlinie"), HasSubstr("href=\"/guideline\"")));
    EXPECT_EQ(asked, 0);
    EXPECT_THAT(town.usage(), ElementsAre(UsageRow{"usecase/plain-language", "scripted", UsageOutcome::refused, "no_guideline", 1, 0, 0}));
}

TEST_F(AssistantPages, AUseCaseThatIsNotReleasedStaysClosed) {
    town.adopt_guideline();
    EXPECT_THAT(town.town.get("/assistant").body,
                AllOf(HasSubstr("noch nicht freigegeben"), HasSubstr("href=\"/usecases/plain-language\"")));
    const auto refused = town.post("public", "Text");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, HasSubstr("weder im Test noch im Einsatz"));
    EXPECT_EQ(asked, 0);
    town.enter_stage(Stage::testing);
    EXPECT_EQ(town.post("public", "Text").status, 200);
    town.enter_stage(Stage::ended);
    EXPECT_EQ(town.post("public", "Text").status, 403);
}

TEST_F(AssistantPages, RefusalQuotesClauseAndSaysWhatToDo) {
    town.open_assistant();
    const auto page = town.post("vs-nfd", "Eingestufter Text");
    EXPECT_EQ(page.status, 403);
    const auto guideline = must(policy::in_force(town.town.town()));
    const auto* clause = guideline->guideline.find("clause/classified");
    EXPECT_THAT(page.body, AllOf(HasSubstr("§ " + std::to_string(clause->number) + " " + clause->title), HasSubstr(clause->short_text),
                                 HasSubstr("Verschlusssachen dürfen nicht mit KI verarbeitet werden"),
                                 HasSubstr("Für Sie offen sind hier: Öffentlich, Intern")));
    EXPECT_THAT(page.body,
                AllOf(HasSubstr("Ihr Text wurde nicht an die KI geschickt"), HasSubstr("Eingestufter Text")));  // kept in the form
    EXPECT_EQ(asked, 0);
}

TEST_F(AssistantPages, PersonalDataLeadToThePass) {
    town.open_assistant();
    const auto page = town.post("personal", "Herr Muster stellt einen Antrag.");
    EXPECT_EQ(page.status, 403);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Es fehlt ein gültiger KI-Pass"), HasSubstr("href=\"/pass\""), HasSubstr("§ ")));
    EXPECT_EQ(asked, 0);
}

TEST_F(AssistantPages, WithThePassPersonalDataAreAllowedAndOnlyForWhoHoldsIt) {
    town.open_assistant();
    town.earn_pass(Role::staff);
    EXPECT_EQ(town.post("personal", "Herr Muster stellt einen Antrag.").status, 200);
    EXPECT_EQ(town.post("personal", "Herr Muster stellt einen Antrag.", Role::it).status, 403);
    EXPECT_EQ(town.post("vs-nfd", "Eingestufter Text").status, 403);
    EXPECT_EQ(asked, 1);
}

TEST_F(AssistantPages, AnExpiredPassDoesNotCount) {
    town.open_assistant();
    town.earn_pass(Role::staff);
    town.town.set_now(town.town.town().now() + std::chrono::days(3 * 366));
    EXPECT_EQ(town.post("personal", "Herr Muster stellt einen Antrag.").status, 403);
}

TEST_F(AssistantPages, SocialDataAreNotReleasedForThisUseCase) {
    town.open_assistant();
    const auto page = town.post("social", "Bescheid über Grundsicherung");
    EXPECT_EQ(page.status, 403);
    EXPECT_THAT(page.body, AllOf(HasSubstr("für diese Datenklasse nicht freigegeben"), HasSubstr("reicht aber allein noch nicht aus"),
                                 HasSubstr("2 davon fehlen noch")));
}

TEST_F(AssistantPages, TheCardOfTheTestModelSaysThatItTellsNothingAboutRealOnes) {
    const auto folder = *TempDir::create();
    AssistantTown real(real_engine(folder.path()));
    real.open_assistant();
    EXPECT_THAT(real.town.get("/assistant").body, HasSubstr("Weder seine Antworten noch seine Geschwindigkeit"));
}

TEST_F(AssistantPages, TheEnginesPlaceDecides) {
    AssistantTown cloud(upstream.settings(blueprint::EngineLocation::public_cloud));
    cloud.open_assistant();
    const auto page = cloud.post("internal", "Text");
    EXPECT_EQ(page.status, 403);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Öffentliche KI-Dienste"), HasSubstr("Ort der Verarbeitung: Öffentliche Cloud")));
    EXPECT_EQ(asked, 0);
}

TEST_F(AssistantPages, AnswerIsEscapedAndCarriesItsDuties) {
    town.open_assistant();
    answer_text = "<script>alert(1)</script> & <b>fett</b>";
    const auto page = town.post("internal", "Text");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, AllOf(HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;fett"), Not(HasSubstr("<script>alert"))));
    EXPECT_THAT(page.body,
                AllOf(HasSubstr("Mit KI erstellt – bitte prüfen"), HasSubstr("Prüfen Sie den Entwurf"), HasSubstr("Machen Sie kenntlich")));
}

TEST_F(AssistantPages, MistakesStandAtTheirFieldAndNothingTypedIsLost) {
    town.open_assistant();
    const auto page = town.post("", "Mein <Text>");
    EXPECT_EQ(page.status, 400);
    EXPECT_THAT(page.body,
                AllOf(HasSubstr("id=\"data-class-error\""), HasSubstr("href=\"#data-class-public\""), HasSubstr("Mein &lt;Text&gt;")));
    const auto empty = town.post("internal", "");
    EXPECT_THAT(empty.body, AllOf(HasSubstr("id=\"text-error\""), HasSubstr("aria-invalid=\"true\""),
                                  HasSubstr("value=\"internal\" aria-describedby=\"data-class-internal-hint\" checked")));
    const auto broken =
        town.town.post("/assistant", {{"assistant", "\"><script>"}, {"data_class", "<b>"}, {"text", std::string(9000, 'x')}});
    EXPECT_EQ(broken.status, 400);
    EXPECT_THAT(broken.body, AllOf(Not(HasSubstr("<script>alert")), HasSubstr("9.000 Zeichen"), HasSubstr("höchstens 8.000")));
    EXPECT_EQ(asked, 0);
    EXPECT_THAT(town.usage(), IsEmpty());
}

TEST_F(AssistantPages, WithoutConsentItAnswersAndCountsNothing) {
    town.open_assistant();
    EXPECT_THAT(town.town.get("/assistant", Role::staff_council).body, Not(HasSubstr("zurzeit nicht gezählt")));
    town.town.consent(logging_matter(), people::ParticipationState::refused);
    EXPECT_EQ(town.post("public", "Text").status, 200);
    EXPECT_EQ(asked, 1);
    EXPECT_THAT(town.usage(), IsEmpty());
    EXPECT_THAT(town.town.get("/assistant", Role::coordination).body,
                AllOf(HasSubstr("zurzeit nicht gezählt"), HasSubstr("href=\"/participation/assistant-logging/usage\"")));
    EXPECT_THAT(town.town.get("/assistant", Role::it).body, AllOf(HasSubstr("zurzeit nicht gezählt"), Not(HasSubstr("/participation"))));
}

TEST_F(AssistantPages, AnEngineInTroubleIsSaidOnThePage) {
    town.open_assistant();
    answer_text = "";
    const auto page = town.post("public", "Text");
    EXPECT_EQ(page.status, 503);
    EXPECT_THAT(page.body,
                AllOf(HasSubstr("Das hat nicht geklappt"), HasSubstr("keine brauchbare Antwort"), HasSubstr(">\nText</textarea>")));
}

TEST_F(AssistantPages, UsageIsShownToCoordinationAndItOnly) {
    town.open_assistant();
    (void)town.post("public", "Text");
    (void)town.post("vs-nfd", "Text");
    for (const auto role : {Role::coordination, Role::it}) {
        EXPECT_THAT(town.town.get("/assistant", role).body, AllOf(HasSubstr("Nutzung in den letzten 30 Tagen"), HasSubstr("beantwortet"),
                                                                  HasSubstr("abgelehnt"), HasSubstr("Verschlusssachen")));
    }
    EXPECT_THAT(town.town.get("/assistant", Role::staff).body, Not(HasSubstr("Nutzung in den letzten 30 Tagen")));
}

bool is_in_any_file(const std::filesystem::path& folder, const std::string& needle) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && must(read_file(entry.path())).find(needle) != std::string::npos) return true;
    }
    return false;
}

// In the files of the town, and in its tables where those lie on a server.
bool is_stored(const people::Town& town, const std::string& needle) {
    if (is_in_any_file(town.folder(), needle)) return true;
    if (std::filesystem::exists(town.folder() / "town.db")) return false;
    const auto all = must(town.db().read([](store::Connection& tx) {
        return store::query_one<std::string>(tx, "SELECT schema_to_xml(current_schema(), true, false, '')::text");
    }));
    return std::get<0>(*all).find(needle) != std::string::npos;
}

TEST(AssistantContent, NothingOfItIsWrittenAnywhere) {
    const auto folder = *TempDir::create();
    AssistantTown town(real_engine(folder.path()));
    town.open_assistant();
    const std::string marker = "Kennwort-Zaunkoenig-4711";
    ASSERT_EQ(town.post("internal", "Der Antrag von " + marker).status, 200);
    ASSERT_EQ(town.stream("internal", "Der Antrag von " + marker).last(), "done");
    ASSERT_EQ(town.stream("vs-nfd", "Der Antrag von " + marker).last(), "refused");
    EXPECT_FALSE(is_stored(town.town.town(), marker));
    EXPECT_FALSE(is_in_any_file(folder.path(), marker));
    EXPECT_TRUE(is_stored(town.town.town(), "usecase/plain-language"));  // the search does find what is there
}

}  // namespace
}  // namespace kireise::assistant
