#include "people/participation_pages.h"

#include <gmock/gmock.h>

#include "people/testing.h"

namespace kireise::people {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// A room with one wave, as far as this room sees of it.
ParticipationSource one_wave(const std::shared_ptr<ParticipationSubject>& wave) {
    return [wave](const Context&) -> Result<std::vector<ParticipationSubject>> {
        if (wave->title.empty()) return std::vector<ParticipationSubject>{};
        return std::vector{*wave};
    };
}

class ParticipationPages : public testing::Test {
   protected:
    std::shared_ptr<ParticipationSubject> wave = std::make_shared<ParticipationSubject>(
        ParticipationSubject{{ParticipationKind::survey_wave, "w1", "form/a"}, "Erste <Runde>", "/survey"});
    TestTown town{{}, participation_routes({one_wave(wave)})};
    std::string path = "/participation/survey-wave/w1";

    // As a browser sends a form with a file.
    Answer upload(const std::string& form, const net::Fields& fields, const std::string& name, std::string_view bytes, Role role) {
        const auto token = open_session(town.town().db(), town.town().random(), town.town().now(), town.account(role)).value();
        net::Request request{.method = net::Method::post, .path = path + "/" + form};
        request.headers = {{"cookie", "session=" + token}, {"content-type", "multipart/form-data; boundary=x"}};
        auto all = fields;
        all.emplace("csrf", csrf_token(token));
        for (const auto& [field, value] : all)
            request.body += "--x\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n";
        request.body += "--x\r\nContent-Disposition: form-data; name=\"document\"; filename=\"" + name + "\"\r\n\r\n" + std::string(bytes) +
                        "\r\n--x--\r\n";
        return town.send(request);
    }

    Answer ask(const std::string& version = "0") {
        return town.post(path + "/ask", {{"version", version}, {"day", "2026-06-10"}, {"text", "Bitte um Zustimmung."}},
                         Role::coordination);
    }
    Answer answer(const std::string& decision, const std::string& version, const std::string& text = "Das ist unser Grund.") {
        return town.post(path + "/answer", {{"version", version}, {"decision", decision}, {"text", text}}, Role::staff_council);
    }
    std::string list(Role role) { return town.get("/participation", role).body; }
    std::string page(Role role) { return town.get(path, role).body; }
};

TEST_F(ParticipationPages, TheCoordinationAsksAndTheStaffCouncilSeesItWaiting) {
    EXPECT_THAT(list(Role::staff_council), AllOf(HasSubstr("Im Moment wartet nichts"), HasSubstr("Erste &lt;Runde&gt;")));
    EXPECT_THAT(page(Role::staff_council), Not(HasSubstr("<form method=\"post\" action=\"/participation")));
    EXPECT_THAT(page(Role::coordination), AllOf(HasSubstr(path + "/ask"), HasSubstr(path + "/waive"), Not(HasSubstr(path + "/paper"))));
    const auto sent = ask();
    ASSERT_EQ(sent.status, 303) << sent.body;
    EXPECT_THAT(town.get(sent.location, Role::coordination).body, HasSubstr("Die Anfrage ist gespeichert."));
    EXPECT_THAT(list(Role::staff_council), AllOf(HasSubstr("Wartet auf Ihre Antwort"), Not(HasSubstr("Im Moment wartet nichts"))));
    EXPECT_THAT(page(Role::staff_council),
                AllOf(HasSubstr("Bitte um Zustimmung."), HasSubstr("10.06.2026"), HasSubstr("KI-Koordination, Person coordination"),
                      HasSubstr(path + "/answer"), Not(HasSubstr(path + "/paper"))));
}

TEST_F(ParticipationPages, TheStaffCouncilAnswersAndMayChangeItsMind) {
    ASSERT_EQ(ask().status, 303);
    const auto agreed = answer("agreed", "1", "");
    EXPECT_EQ(agreed.location, path + "?notice=answered");
    EXPECT_THAT(page(Role::coordination), HasSubstr("Der Personalrat hat zugestimmt."));
    ASSERT_EQ(answer("refused", "2").status, 303);
    EXPECT_THAT(page(Role::coordination), AllOf(HasSubstr("Der Personalrat hat abgelehnt."), HasSubstr("Das ist unser Grund.")));
    EXPECT_THAT(page(Role::coordination), Not(HasSubstr(path + "/waive"))) << "no way round a refusal";
}

TEST_F(ParticipationPages, WhatIsMissingIsSaidAtTheFieldAndNothingTypedIsLost) {
    ASSERT_EQ(ask().status, 303);
    const auto undecided = answer("", "1", "Mein Text <bleibt>");
    EXPECT_EQ(undecided.status, 400);
    EXPECT_THAT(undecided.body,
                AllOf(HasSubstr("<a href=\"#answer-agreed\">Bitte wählen Sie eine Antwort"), HasSubstr("Mein Text &lt;bleibt&gt;")));
    const auto silent = answer("refused", "1", "nein");
    EXPECT_EQ(silent.status, 400);
    EXPECT_THAT(silent.body, AllOf(HasSubstr("<a href=\"#answer-text\">"), HasSubstr("value=\"refused\" checked")));
    const auto late = town.post(path + "/answer", {{"version", "1"}, {"decision", "agreed"}, {"until", "gestern"}}, Role::staff_council);
    EXPECT_EQ(late.status, 400);
    EXPECT_THAT(late.body, HasSubstr("<a href=\"#answer-until\">"));
    EXPECT_EQ(answer("agreed", "1", std::string(50'000, 'x')).status, 400);
    EXPECT_EQ(answer("agreed", "1", "\xff\xfe").status, 400);
    EXPECT_EQ(answer("planned", "1").status, 400);
}

TEST_F(ParticipationPages, OfTwoAnswersTheSecondIsToldAndSeesTheFirst) {
    ASSERT_EQ(ask().status, 303);
    ASSERT_EQ(answer("agreed-with-conditions", "1", "Nur mit Schulung vorher.").status, 303);
    const auto second = answer("refused", "1", "Wir lehnen das ab.");
    EXPECT_EQ(second.status, 409);
    EXPECT_THAT(second.body, AllOf(HasSubstr("Inzwischen wurde hier etwas anderes eingetragen"), HasSubstr("Nur mit Schulung vorher."),
                                   HasSubstr("Wir lehnen das ab."), HasSubstr("name=\"version\" value=\"2\"")));
    EXPECT_THAT(page(Role::coordination), AllOf(HasSubstr("mit Bedingungen zugestimmt"), Not(HasSubstr("Wir lehnen das ab."))));
}

TEST_F(ParticipationPages, AnAnswerOnPaperComesWithItsDocument) {
    ASSERT_EQ(ask().status, 303);
    const net::Fields fields{{"version", "1"}, {"decision", "agreed"}, {"day", "2026-06-12"}};
    const auto bare = town.post(path + "/paper", fields, Role::coordination);
    EXPECT_EQ(bare.status, 400);
    EXPECT_THAT(bare.body, HasSubstr("<a href=\"#paper-document\">Bitte fügen Sie das Dokument"));
    EXPECT_EQ(upload("paper", fields, "x.pdf", std::string((6U << 20U) + 1, 'x'), Role::coordination).status, 400);
    EXPECT_TRUE(town.town().documents().list()->empty());
    const auto sent = upload("paper", fields, "C:\\Akten\\Beschluss <1>.pdf", "%PDF Beschluss", Role::coordination);
    ASSERT_EQ(sent.status, 303) << sent.body;
    EXPECT_THAT(page(Role::staff_council),
                AllOf(HasSubstr("auf Papier geantwortet"), HasSubstr("Beschluss &lt;1&gt;.pdf"), Not(HasSubstr("Akten"))));
    EXPECT_EQ(town.get(path + "/documents/2", Role::data_protection).body, "%PDF Beschluss");
    EXPECT_EQ(town.get(path + "/documents/1", Role::coordination).status, 404);
    EXPECT_EQ(town.get(path + "/documents/2", Role::staff).status, 403);
    const auto kept = town.town().db().read([](store::Connection& tx) { return participation_documents().named(tx); });
    EXPECT_THAT(*kept, testing::ElementsAre(town.town().documents().list()->front().id)) << "housekeeping leaves it";
}

TEST_F(ParticipationPages, ADocumentWhoseStepWasNotStoredIsNotKept) {
    ASSERT_EQ(ask().status, 303);
    ASSERT_EQ(answer("agreed", "1").status, 303);
    EXPECT_EQ(
        upload("answer", {{"version", "1"}, {"decision", "refused"}, {"text", "Unser Grund ist gut."}}, "x.pdf", "x", Role::staff_council)
            .status,
        409);
    EXPECT_TRUE(town.town().documents().list()->empty());
}

TEST_F(ParticipationPages, NotRequiredIsReasonedAndTheStaffCouncilMayObject) {
    EXPECT_EQ(town.post(path + "/waive", {{"version", "0"}, {"text", "kurz"}}, Role::coordination).status, 400);
    ASSERT_EQ(town.post(path + "/waive", {{"version", "0"}, {"text", "Wir haben keinen Personalrat."}}, Role::coordination).status, 303);
    EXPECT_THAT(page(Role::staff_council), AllOf(HasSubstr("Wir haben keinen Personalrat."), HasSubstr(path + "/answer")));
    ASSERT_EQ(answer("refused", "1").status, 303);
    EXPECT_THAT(page(Role::coordination), HasSubstr("Der Personalrat hat abgelehnt."));
}

TEST_F(ParticipationPages, WhatChangedSinceMustBeAskedAgain) {
    ASSERT_EQ(ask().status, 303);
    ASSERT_EQ(answer("agreed", "1").status, 303);
    wave->matter.edition = "form/b";
    wave->live = true;
    EXPECT_THAT(list(Role::coordination),
                AllOf(HasSubstr("Noch ohne Zustimmung"), HasSubstr("seit der Anfrage geändert"), HasSubstr("Läuft bereits")));
    EXPECT_THAT(page(Role::coordination), HasSubstr(path + "/ask"));
}

TEST_F(ParticipationPages, NamesTheLawOfTheLandAndThatItIsToBeVerified) {
    EXPECT_THAT(page(Role::coordination), HasSubstr("noch kein Land festgelegt"));
    EXPECT_THAT(list(Role::coordination), AllOf(HasSubstr("/participation/land"), HasSubstr("<option value=\"Thüringen\">")));
    EXPECT_THAT(list(Role::staff_council), Not(HasSubstr("/participation/land")));
    EXPECT_EQ(town.post("/participation/land", {{"land", "Atlantis"}}, Role::coordination).status, 400);
    ASSERT_EQ(town.post("/participation/land", {{"land", "Sachsen-Anhalt"}}, Role::coordination).status, 303);
    EXPECT_THAT(page(Role::staff_council), AllOf(HasSubstr("§ 69 PersVG LSA"), HasSubstr("zu prüfen")));
    EXPECT_THAT(list(Role::coordination), Not(HasSubstr("/participation/land")));
    ASSERT_EQ(ask().status, 303);
    const auto steps =
        town.town().db().read([](store::Connection& tx) { return participation_steps(tx, ParticipationKind::survey_wave, "w1"); });
    EXPECT_EQ(steps->front().law, "law/persvg-lsa-69");
    ASSERT_TRUE(set_setting(town.town(), "land", "Bayern"));
    EXPECT_THAT(page(Role::staff_council), AllOf(HasSubstr("BayPVG"), HasSubstr("Noch nicht mit der Quelle verglichen")));
}

TEST_F(ParticipationPages, WhatNoRoomKnowsAnyMoreKeepsItsHistory) {
    ASSERT_EQ(ask().status, 303);
    wave->title.clear();
    EXPECT_THAT(list(Role::staff_council), HasSubstr("Erste &lt;Runde&gt;"));
    EXPECT_THAT(page(Role::staff_council),
                AllOf(HasSubstr("Bitte um Zustimmung."), HasSubstr("gehört nicht mehr zum Portal"), Not(HasSubstr(path + "/answer"))));
    EXPECT_EQ(answer("agreed", "1").status, 404);
    EXPECT_EQ(town.get("/participation/survey-wave/none", Role::coordination).status, 404);
    EXPECT_EQ(town.get("/participation/none/w1", Role::coordination).status, 404);
}

TEST_F(ParticipationPages, OtherRoomsSayWhatIsMissing) {
    const auto notice_for = [&](Role role) {
        const auto languages = load_languages().value();
        const net::Request request;
        Context context{.town = town.town(), .request = request, .language = languages->at("de")};
        context.account = Account{.roles = only(role)};
        return consent_notice(context, wave->matter).value();
    };
    EXPECT_EQ(notice_for(Role::coordination)["href"], path);
    EXPECT_EQ(notice_for(Role::staff)["href"], "") << "no link where the role may not go";
    EXPECT_THAT(notice_for(Role::staff)["state"].get<std::string>(), HasSubstr("noch nicht gefragt"));
    town.consent(wave->matter);
    EXPECT_TRUE(notice_for(Role::coordination).is_null());
}

}  // namespace
}  // namespace kireise::people
