#include "policy/policy_pages.h"

#include <gmock/gmock.h>

#include "base/zip.h"
#include "learning/learning_store.h"
#include "people/testing.h"
#include "policy/adoption.h"
#include "policy/guideline_document.h"
#include "policy/guideline_store.h"
#include "policy/participation.h"

namespace kireise::policy {
namespace {

using people::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto coordination = Role::coordination;

class PolicyPages : public ::testing::Test {
   protected:
    void SetUp() override {
        ASSERT_TRUE(people::set_setting(town(), "name", "Halle (Saale)"));
        ASSERT_TRUE(people::set_setting(town(), "land", "Sachsen-Anhalt"));
    }

    const people::Town& town() { return house.town(); }

    // As the coordination does it: question by question.
    void answer_all(const Answers& own = {}) {
        const auto content = *town().content();
        const auto answers = with_defaults(content->guideline(), own);
        for (std::size_t i = 0; i < content->guideline().questions.size(); ++i) {
            const auto answered = house.post("/guideline/questions/" + std::to_string(i + 1),
                                             {{"answer", answers.at(content->guideline().questions[i].id)}}, coordination);
            ASSERT_EQ(answered.status, 303);
        }
    }

    std::string fingerprint() {
        const auto page = house.get("/guideline/adopt", coordination).body;
        const std::string mark = "name=\"fingerprint\" value=\"";
        const auto at = page.find(mark);
        return at == std::string::npos ? "" : page.substr(at + mark.size(), 64);
    }

    net::Fields resolution(const std::string& confirm = "yes") {
        return {{"fingerprint", fingerprint()}, {"town", "Halle (Saale)"}, {"land", "Sachsen-Anhalt"},  {"organ", "Oberbürgermeister"},
                {"number", "DA 7/2026"},        {"adopted", "2026-06-15"}, {"effective", "2026-06-15"}, {"confirm", confirm}};
    }

    void adopt_through_pages(const Answers& own = {}) {
        answer_all(own);
        consent();
        ASSERT_EQ(house.post("/guideline/adopt", resolution(), coordination).location, "/guideline");
    }

    void consent() { house.consent(draft_matter(town(), **town().content(), *draft_answers(town().db())).value()); }

    people::TestTown house{{learning::learning_migrations(), policy_migrations()}, policy_routes()};
};

TEST_F(PolicyPages, TheDraftIsReadableWithReasonsAndLaw) {
    const auto page = house.get("/guideline").body;
    EXPECT_THAT(page, HasSubstr("Entwurf"));
    EXPECT_THAT(page, HasSubstr("§ 1 Zweck"));
    EXPECT_THAT(page, HasSubstr("id=\"p32\""));
    EXPECT_THAT(page, HasSubstr("[offen: ki@stadt.example]"));
    EXPECT_THAT(page, HasSubstr("Kommunalverwaltung Halle (Saale)"));
    EXPECT_THAT(page, HasSubstr("zu prüfen"));
    EXPECT_THAT(page, Not(HasSubstr("action=\"/guideline/acknowledge\"")));
    EXPECT_THAT(page, Not(HasSubstr("/guideline/questions/")));
}

TEST_F(PolicyPages, HaveAllTheirTextsInBothLanguages) {
    for (const auto* lang : {"lang=de", "lang=en"}) {
        for (const auto* path : {"/guideline", "/guideline/compare", "/guideline/matrix", "/guideline/questions/1",
                                 "/guideline/questions/7", "/guideline/questions/9", "/guideline/adopt"}) {
            const auto page = house.get(path, coordination, {lang});
            EXPECT_EQ(page.status, 200) << path;
            EXPECT_THAT(page.body, Not(HasSubstr("[policy."))) << path;
            EXPECT_THAT(page.body, Not(HasSubstr("[usecases."))) << path;
            EXPECT_THAT(page.body, Not(HasSubstr("{n}"))) << path;
        }
    }
}

TEST_F(PolicyPages, FromQuestionnaireToAdoptedToGate) {
    EXPECT_THAT(house.get("/guideline", coordination).body, HasSubstr("href=\"/guideline/questions/1\""));
    answer_all({{"cloud", "personal"}, {"contact", "ki@halle.example"}});
    EXPECT_THAT(house.get("/guideline", coordination).body, HasSubstr("href=\"/guideline/adopt\""));
    EXPECT_THAT(house.get("/guideline").body, Not(HasSubstr("[offen:")));

    EXPECT_THAT(house.get("/guideline/adopt", coordination).body,
                AllOf(HasSubstr("kann noch nicht beschlossen werden"), HasSubstr("href=\"/participation/guideline/1\"")));
    EXPECT_EQ(house.post("/guideline/adopt", resolution(), coordination).status, 409);
    EXPECT_EQ(*adopted(town()), nullptr);
    consent();
    const auto asked = house.post("/guideline/adopt", resolution("no"), coordination);
    EXPECT_EQ(asked.status, 200);
    EXPECT_THAT(asked.body, HasSubstr("name=\"confirm\" value=\"yes\""));
    EXPECT_EQ(*adopted(town()), nullptr);

    EXPECT_EQ(house.post("/guideline/adopt", resolution(), coordination).location, "/guideline");
    const auto version = *adopted(town());
    ASSERT_NE(version, nullptr);
    EXPECT_EQ(version->version, 1);
    EXPECT_TRUE(decide(town(), {DataClass::personal, EngineLocation::private_cloud, true, true})->allowed());
    EXPECT_THAT(house.get("/guideline").body, HasSubstr("Version 1, gilt seit 15.06.2026"));
    const auto draft = house.get("/guideline?version=draft", coordination).body;
    EXPECT_THAT(draft, Not(HasSubstr("href=\"/guideline/adopt\""))) << "nothing has changed since";
}

TEST_F(PolicyPages, AdoptingNeedsAllAnswersAndGoodDates) {
    EXPECT_THAT(house.get("/guideline/adopt", coordination).body, HasSubstr("href=\"/guideline/questions/1\""));
    auto fields = resolution();
    EXPECT_EQ(house.post("/guideline/adopt", fields, coordination).location, "/guideline/adopt");
    answer_all();
    fields = resolution();
    fields.find("effective")->second = "2026-01-01";
    fields.find("organ")->second = "<b>";
    fields.find("adopted")->second = "kein Datum";
    const auto refused = house.post("/guideline/adopt", fields, coordination);
    EXPECT_EQ(refused.status, 400);
    EXPECT_THAT(refused.body, HasSubstr("id=\"adopted-error\""));
    EXPECT_THAT(refused.body, HasSubstr("value=\"&lt;b&gt;\""));
    EXPECT_EQ(*adopted(town()), nullptr);
}

TEST_F(PolicyPages, ADraftThatChangedIsNotAdoptedUnseen) {
    answer_all();
    const auto seen = resolution();
    ASSERT_EQ(house.post("/guideline/questions/2", {{"answer", "personal"}}, coordination).status, 303);
    EXPECT_EQ(house.post("/guideline/adopt", seen, coordination).status, 409);
    EXPECT_EQ(*adopted(town()), nullptr);
}

TEST_F(PolicyPages, TheSecondOfTwoAnswersIsToldTheFirst) {
    const auto post = [&](const std::string& answer, const std::string& seen) {
        return house.post("/guideline/questions/2", {{"answer", answer}, {"seen", seen}}, coordination);
    };
    EXPECT_THAT(house.get("/guideline/questions/2", coordination).body, HasSubstr("name=\"seen\" value=\"none\""));
    ASSERT_EQ(post("personal", "none").status, 303);
    const auto second = post("non-personal", "none");
    EXPECT_EQ(second.status, 409);
    EXPECT_THAT(second.body, HasSubstr("Inzwischen hat jemand anders"));
    const auto kept = *draft_answers(town().db());
    EXPECT_EQ(kept.begin()->second, "personal");
    EXPECT_EQ(post("non-personal", answer_mark(kept, kept.begin()->first)).status, 303);
}

TEST_F(PolicyPages, BadAnswersAreRefusedAndExplained) {
    const auto post = [&](int n, const std::string& answer) {
        return house.post("/guideline/questions/" + std::to_string(n), {{"answer", answer}}, coordination);
    };
    EXPECT_EQ(post(1, "huge").status, 400);
    EXPECT_EQ(post(9, "99").status, 400);
    EXPECT_EQ(post(8, std::string(121, 'x')).status, 400);
    EXPECT_EQ(post(8, "").status, 400);
    EXPECT_EQ(post(10, "x").status, 404);
    EXPECT_EQ(post(0, "x").status, 404);
    EXPECT_EQ(house.get("/guideline/questions/1x", coordination).status, 404);
    EXPECT_THAT(post(9, "zwölf").body, HasSubstr("value=\"zwölf\""));
    EXPECT_TRUE(draft_answers(town().db())->empty());
}

TEST_F(PolicyPages, HostileAnswersStayText) {
    ASSERT_EQ(house.post("/guideline/questions/8", {{"answer", "<script>alert(1)</script> **x** [y](javascript:z)"}}, coordination).status,
              303);
    for (const auto* path : {"/guideline", "/guideline/compare", "/guideline/questions/8"}) {
        const auto page = house.get(path, coordination).body;
        EXPECT_THAT(page, Not(HasSubstr("<script>alert"))) << path;
        EXPECT_THAT(page, Not(HasSubstr("<strong>x"))) << path;
        EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)")) << path;
    }
}

TEST_F(PolicyPages, OnlyTheCoordinationAsksAndAdopts) {
    for (const auto role : {Role::staff, Role::it, Role::data_protection, Role::staff_council, Role::admin}) {
        for (const auto* path : {"/guideline/questions/1", "/guideline/adopt"}) {
            EXPECT_EQ(house.get(path, role).status, 403);
            EXPECT_EQ(house.post(path, {{"answer", "small"}}, role).status, 403);
        }
        EXPECT_EQ(house.get("/guideline", role).status, 200);
    }
}

TEST_F(PolicyPages, StaffAcknowledgesTheAdoptedVersionOnly) {
    EXPECT_EQ(house.post("/guideline/acknowledge", {{"version", "1"}}).status, 409);
    adopt_through_pages();
    EXPECT_THAT(house.get("/guideline").body, HasSubstr("Ich habe die Dienstanweisung gelesen und halte mich daran"));
    EXPECT_EQ(house.post("/guideline/acknowledge", {{"version", "2"}}).status, 409);
    EXPECT_EQ(house.post("/guideline/acknowledge", {{"version", "1"}}).location, "/guideline");
    EXPECT_EQ(*learning::acknowledged(town().db(), house.account(Role::staff)), 1);
    EXPECT_EQ(*learning::acknowledged(town().db(), house.account(Role::it)), std::nullopt);
    const auto page = house.get("/guideline").body;
    EXPECT_THAT(page, Not(HasSubstr("action=\"/guideline/acknowledge\"")));
    EXPECT_THAT(page, HasSubstr("Zur Kenntnis genommen am 15.06.2026"));
    EXPECT_THAT(page, Not(HasSubstr("zur Kenntnis genommen."))) << "how many have is for the coordination";
    EXPECT_THAT(house.get("/guideline", coordination).body, HasSubstr("Eine Person hat diese Fassung zur Kenntnis genommen."));
}

TEST_F(PolicyPages, ANewEditionIsAcknowledgedAnew) {
    adopt_through_pages();
    ASSERT_EQ(house.post("/guideline/acknowledge", {{"version", "1"}}).status, 303);
    ASSERT_EQ(house.post("/guideline/acknowledge", {{"version", "1"}}, Role::it).status, 303);
    EXPECT_THAT(house.get("/guideline", coordination).body, HasSubstr("2 Personen haben"));
    adopt_through_pages({{"contact", "ki@halle.example"}});
    EXPECT_THAT(house.get("/guideline").body, HasSubstr("action=\"/guideline/acknowledge\""));
    EXPECT_THAT(house.get("/guideline", coordination).body, HasSubstr("0 Personen haben"));
}

TEST_F(PolicyPages, ComparisonShowsWhatTheTownChose) {
    EXPECT_THAT(house.get("/guideline/compare").body, HasSubstr("entspricht in allen Paragraphen dem Muster"));
    answer_all({{"contact", "ki@halle.example"}});
    const auto page = house.get("/guideline/compare").body;
    EXPECT_THAT(page, HasSubstr("ki@halle.example"));
    EXPECT_THAT(page, HasSubstr("<ins>"));
    EXPECT_THAT(page, HasSubstr("andere Angabe"));
}

TEST_F(PolicyPages, MatrixSaysInWordsWhatIsAllowed) {
    const auto page = house.get("/guideline/matrix").body;
    EXPECT_THAT(page, HasSubstr("matrix-cell--no"));
    EXPECT_THAT(page, AllOf(HasSubstr("Mit freigegebener KI"), HasSubstr("Mit freigegebener KI und:"), HasSubstr("Nicht erlaubt")));
    EXPECT_THAT(page, HasSubstr("gültiger KI-Pass"));
    EXPECT_THAT(page, HasSubstr("Danach: Ergebnis prüfen, kennzeichnen."));
    EXPECT_THAT(page, HasSubstr("href=\"/guideline?version=draft#p13\""));
}

std::string odt_content(const std::string& bytes) {
    const auto entries = *read_zip(bytes);
    for (const auto& entry : entries) {
        if (entry.name == "content.xml") return entry.content;
    }
    return {};
}

TEST_F(PolicyPages, TheDocumentCarriesClausesMatrixAndLaw) {
    const auto draft = odt_content(house.get("/guideline/guideline.odt").body);
    EXPECT_THAT(draft, HasSubstr("Entwurf"));
    EXPECT_THAT(draft, HasSubstr("Diese Fragen sind noch offen:"));
    adopt_through_pages();
    const auto answer = house.get("/guideline/guideline.odt");
    EXPECT_EQ(answer.status, 200);
    const auto text = odt_content(answer.body);
    for (const auto* part : {"Halle (Saale)", "Version 1", "15.06.2026", "§ 1", "§ 32", "Oberbürgermeister", "DA 7/2026",
                             "Was darf ich womit?", "Rechtsgrundlagen", "zu prüfen", "Art. 9 DSGVO"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
    EXPECT_THAT(text, Not(HasSubstr("noch nicht beschlossen")));
    EXPECT_EQ(*guideline_odt(town(), Wanted::adopted_if_any), answer.body) << "the same document gives the same bytes";
}

}  // namespace
}  // namespace kireise::policy
