#include "journey/document_pages.h"

#include "journey/evidence.h"
#include "journey/pages_fixture.h"

namespace kireise::journey {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view pdf = "%PDF-1.7 Strategie";

class DocumentPages : public JourneyPages {
   protected:
    // As a browser sends a file.
    people::Answer upload(const std::string& deliverable, const std::string& name, std::string_view bytes, Role role = Role::coordination) {
        const auto token = people::open_session(town.town().db(), town.town().random(), town.town().now(), town.account(role)).value();
        net::Request request{.method = net::Method::post, .path = "/plan/" + deliverable + "/files"};
        request.headers = {{"cookie", "session=" + token}, {"content-type", "multipart/form-data; boundary=x"}};
        request.body = "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + people::csrf_token(token) +
                       "\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
                       "\"\r\nContent-Type: application/pdf\r\n\r\n" + std::string(bytes) + "\r\n--x--\r\n";
        return town.send(request);
    }

    std::vector<Document> stored() { return documents(town.town()).value(); }

    bool has_bytes(const Document& document) { return town.town().documents().get(document.id).has_value(); }

    static std::string removal_of(const Document& document) { return "/plan/strategy/files/" + document.id + "/remove"; }
};

TEST_F(DocumentPages, AnUploadIsConfirmedShownAndCountsAsEvidence) {
    EXPECT_THAT(town.get("/plan/strategy", Role::coordination).body, HasSubstr("Datei fehlt noch"));
    const auto sent = upload("strategy", "C:\\Akten\\Strategie <1>.pdf", pdf);
    ASSERT_EQ(sent.status, 303) << sent.body;
    EXPECT_EQ(sent.location, "/plan/strategy?notice=uploaded");
    const auto page = town.get(sent.location, Role::coordination).body;
    EXPECT_THAT(page, AllOf(HasSubstr("Die Datei ist gespeichert."), HasSubstr("Strategie &lt;1&gt;.pdf"), Not(HasSubstr("Akten"))));
    EXPECT_THAT(page, AllOf(HasSubstr("erledigt"), HasSubstr("Hochgeladene Dateien: 1")));
    EXPECT_EQ(town.get("/plan/files/" + stored().front().id).body, pdf);
}

TEST_F(DocumentPages, WhatIsNoFileIsRefusedAtTheField) {
    const auto empty = upload("strategy", "leer.pdf", "");
    EXPECT_EQ(empty.status, 400);
    EXPECT_THAT(empty.body, AllOf(HasSubstr("<a href=\"#file\">Bitte wählen Sie eine Datei"), HasSubstr("aria-invalid")));
    EXPECT_EQ(upload("strategy", "gross.pdf", std::string(document_limit + 1, 'x')).status, 400);
    EXPECT_EQ(upload("guideline", "falsch.pdf", pdf).status, 400) << "its evidence is no document";
    EXPECT_TRUE(stored().empty());
}

TEST_F(DocumentPages, RemovingAsksFirstAndThenDeletesRowAndFile) {
    ASSERT_EQ(upload("strategy", "strategie.pdf", pdf).status, 303);
    const auto document = stored().front();
    ASSERT_TRUE(has_bytes(document));
    EXPECT_THAT(town.get("/plan/strategy", Role::coordination).body, HasSubstr("href=\"" + removal_of(document) + "\""));

    const auto asked = town.get(removal_of(document), Role::coordination);
    EXPECT_THAT(asked.body, AllOf(HasSubstr("strategie.pdf"), HasSubstr("gilt wieder als offen"), HasSubstr("Abbrechen")));
    EXPECT_EQ(stored().size(), 1U) << "looking deletes nothing";

    const auto removed = town.post(removal_of(document), {}, Role::coordination);
    EXPECT_EQ(removed.location, "/plan/strategy?notice=removed");
    EXPECT_THAT(town.get(removed.location, Role::coordination).body,
                AllOf(HasSubstr("Die Datei ist gelöscht."), HasSubstr("Datei fehlt noch")));
    EXPECT_TRUE(stored().empty());
    EXPECT_FALSE(has_bytes(document));
    EXPECT_EQ(gather_facts(town.town())->documents.count("deliverable/strategy"), 0U);
    EXPECT_EQ(town.get("/plan/files/" + document.id).status, 404);
    EXPECT_EQ(town.post(removal_of(document), {}, Role::coordination).status, 404);
}

TEST_F(DocumentPages, TheSameBytesTwiceAreTwoDocuments) {
    ASSERT_EQ(upload("strategy", "eins.pdf", pdf).status, 303);
    ASSERT_EQ(upload("experience-report", "zwei.pdf", pdf).status, 303);
    const auto both = stored();
    ASSERT_EQ(both.size(), 2U);
    const auto& one = both[0].deliverable == "deliverable/strategy" ? both[0] : both[1];
    ASSERT_EQ(town.post(removal_of(one), {}, Role::admin).status, 303);
    ASSERT_EQ(stored().size(), 1U);
    EXPECT_EQ(document_bytes(town.town(), stored().front()).value(), pdf);
}

TEST_F(DocumentPages, OnlyCoordinationAndAdministrationUploadAndRemove) {
    ASSERT_EQ(upload("strategy", "strategie.pdf", pdf).status, 303);
    const auto document = stored().front();
    for (const auto role : {Role::staff, Role::it, Role::data_protection, Role::staff_council}) {
        EXPECT_EQ(upload("strategy", "x.pdf", pdf, role).status, 403);
        EXPECT_EQ(town.get(removal_of(document), role).status, 403);
        EXPECT_EQ(town.post(removal_of(document), {}, role).status, 403);
        EXPECT_THAT(town.get("/plan/strategy", role).body, AllOf(HasSubstr("strategie.pdf"), Not(HasSubstr("/remove"))));
    }
    EXPECT_EQ(stored().size(), 1U);
}

TEST_F(DocumentPages, AFileIsRemovedOnlyUnderItsOwnDeliverable) {
    ASSERT_EQ(upload("strategy", "strategie.pdf", pdf).status, 303);
    const auto id = stored().front().id;
    for (const auto& path : {"/plan/experience-report/files/" + id + "/remove", "/plan/none/files/" + id + "/remove",
                             std::string("/plan/strategy/files/none/remove")}) {
        EXPECT_EQ(town.get(path, Role::coordination).status, 404) << path;
        EXPECT_EQ(town.post(path, {}, Role::coordination).status, 404) << path;
    }
    EXPECT_EQ(stored().size(), 1U);
}

}  // namespace
}  // namespace kireise::journey
