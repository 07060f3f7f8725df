#include "people/legal.h"

#include <gmock/gmock.h>

#include "people/audit.h"
#include "people/settings.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Legal : public testing::Test {
   protected:
    LegalFacts::Engine engine{.location = "workstation", .model = "tiny", .synthetic = true};
    TestTown town{
        {}, legal_routes({.rooms = {"people", "audit", "survey", "jobs"}, .survey_threshold = 7, .engine = [this] { return engine; }})};

    static net::Fields complete() {
        return {{"name", "Stadt Probe"},
                {"land", "Sachsen-Anhalt"},
                {"legal_body", "Stadt Probe <KdöR>"},
                {"legal_address", "Markt 1\r\n06108 Probe"},
                {"legal_represented", "Erika Probe"},
                {"legal_phone", "0345 1"},
                {"legal_email", "info@probe.example"},
                {"privacy_officer", "Beauftragte\nTelefon 2"},
                {"privacy_basis", "Artikel 6"},
                {"privacy_authority", "Landesbeauftragte"},
                {"access_contact", "Telefon 3"}};
    }
    std::string mark() { return std::string(seen_in(town.get("/settings", Role::admin).body)); }
    static std::string seen_in(const std::string& body) {
        constexpr std::string_view before = "name=\"seen\" value=\"";
        const auto at = body.find(before);
        return at == std::string::npos ? "" : body.substr(at + before.size(), 64);
    }
    Answer save(net::Fields fields, const std::string& seen) {
        fields.emplace("seen", seen);
        return town.post("/settings", fields, Role::admin);
    }
};

TEST_F(Legal, PagesAreThereForEverybodyAndSayWhatIsMissing) {
    for (const auto* path : {"/imprint", "/privacy", "/accessibility"}) {
        for (const std::optional<Role> role : {std::optional<Role>{}, std::optional(Role::staff), std::optional(Role::admin)}) {
            const auto answer = town.get(path, role);
            EXPECT_EQ(answer.status, 200) << path;
            EXPECT_THAT(answer.body, AllOf(HasSubstr("noch nicht vollständig"), Not(HasSubstr("[[")))) << path;
            EXPECT_EQ(answer.body.find("href=\"/settings\">Angaben eintragen") != std::string::npos, role == Role::admin) << path;
        }
        EXPECT_THAT(town.get(path, std::nullopt, {"lang=en"}).body, HasSubstr("not complete yet")) << path;
    }
    EXPECT_THAT(town.get("/sign-in", std::nullopt).body, AllOf(HasSubstr("/imprint"), HasSubstr("/privacy"), HasSubstr("/accessibility")));
}

TEST_F(Legal, WhatAnAdminEntersStandsThereEscaped) {
    ASSERT_EQ(save(complete(), mark()).location, "/settings?notice=saved");
    const auto imprint = town.get("/imprint", std::nullopt).body;
    EXPECT_THAT(imprint, AllOf(HasSubstr("Stadt Probe &lt;KdöR&gt;"), HasSubstr("Markt 1<br>06108 Probe<br>"),
                               HasSubstr("mailto:info@probe.example"), HasSubstr("§ 5 DDG"), HasSubstr("zu prüfen"),
                               Not(HasSubstr("noch nicht vollständig"))));
    EXPECT_THAT(town.get("/privacy", std::nullopt).body,
                AllOf(HasSubstr("Beauftragte<br>Telefon 2"), HasSubstr("Landesbeauftragte"), Not(HasSubstr("noch nicht vollständig"))));
    EXPECT_THAT(town.get("/accessibility", std::nullopt).body, AllOf(HasSubstr("Telefon 3"), HasSubstr("Ombudsstelle"),
                                                                     HasSubstr("§ 16a BGG LSA"), Not(HasSubstr("noch nicht vollständig"))));
    const auto newest = audit_entries(town.town().db(), 1)->front();
    EXPECT_EQ(newest.action, "settings.changed");
    EXPECT_THAT(newest.detail, AllOf(HasSubstr("legal_email"), Not(HasSubstr("probe.example"))));
}

TEST_F(Legal, ThePrivacyPageFollowsTheRunningSettings) {
    auto body = town.get("/privacy", std::nullopt).body;
    EXPECT_THAT(body,
                AllOf(HasSubstr("Eigener Arbeitsplatz-PC"), HasSubstr("Vorführmodell"), HasSubstr("ab 7 Personen"), HasSubstr("12 Stunden"),
                      HasSubstr("14 Tage"), HasSubstr("Konto und Anmeldung"), Not(HasSubstr("Auftragsverarbeitung"))));
    engine = {.location = "public-cloud", .model = "big", .synthetic = false};
    body = town.get("/privacy", std::nullopt).body;
    EXPECT_THAT(body, AllOf(HasSubstr("Öffentliche Cloud"), HasSubstr("Auftragsverarbeitung"), HasSubstr("außerhalb der EU"),
                            Not(HasSubstr("Vorführmodell"))));
}

TEST_F(Legal, ALandWithoutAKnownBodySaysSo) {
    auto fields = complete();
    fields.erase("land");
    fields.emplace("land", "Bayern");
    ASSERT_EQ(save(fields, mark()).status, 303);
    EXPECT_THAT(town.get("/accessibility", std::nullopt).body,
                AllOf(HasSubstr("noch keine Stelle hinterlegt"), Not(HasSubstr("Ombudsstelle"))));
    fields.emplace("access_body", "Eigene Stelle");
    ASSERT_EQ(save(fields, mark()).status, 303);
    EXPECT_THAT(town.get("/accessibility", std::nullopt).body, AllOf(HasSubstr("Eigene Stelle"), Not(HasSubstr("noch keine Stelle"))));
}

TEST_F(Legal, MistakesAreToldAndNothingIsSaved) {
    for (const auto& [field, value] : net::Fields{{"name", ""},
                                                  {"land", "Atlantis"},
                                                  {"legal_email", "nirgends"},
                                                  {"legal_phone", std::string(61, '1')},
                                                  {"privacy_officer", std::string(50'000, 'x')}}) {
        auto fields = complete();
        fields.erase(field);
        fields.emplace(field, value);
        const auto answer = save(fields, mark());
        EXPECT_EQ(answer.status, 400) << field;
        EXPECT_THAT(answer.body, AllOf(HasSubstr("href=\"#" + field + "\""), HasSubstr("id=\"" + field + "-error\""))) << field;
    }
    EXPECT_EQ(*setting(town.town(), "legal_body"), "");
}

TEST_F(Legal, TheSecondOfTwoAdminsIsTold) {
    const auto seen = mark();
    ASSERT_EQ(save(complete(), seen).status, 303);
    auto other = complete();
    other.erase("legal_phone");
    other.emplace("legal_phone", "0345 999");
    const auto second = save(other, seen);
    EXPECT_EQ(second.status, 409);
    EXPECT_THAT(second.body, AllOf(HasSubstr("Inzwischen hat jemand anders"), HasSubstr("0345 999")));
    EXPECT_EQ(*setting(town.town(), "legal_phone"), "0345 1") << "nothing is overwritten";
    EXPECT_EQ(save(other, "").status, 409) << "without a mark";
    EXPECT_EQ(save(other, seen_in(second.body)).status, 303);
    EXPECT_EQ(*setting(town.town(), "legal_phone"), "0345 999");
    const auto entries = audit_entries(town.town().db(), 10)->size();
    EXPECT_EQ(save(other, mark()).status, 303);
    EXPECT_EQ(audit_entries(town.town().db(), 10)->size(), entries) << "no entry when nothing changes";
}

}  // namespace
}  // namespace kireise::people
