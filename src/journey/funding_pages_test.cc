#include "journey/funding_pages.h"

#include <fmt/core.h>

#include "journey/evidence.h"
#include "journey/funding.h"
#include "journey/pages_fixture.h"
#include "people/audit.h"

namespace kireise::journey {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

net::Fields decision() {
    return {{"reference", "KI-2025/017"}, {"authority", "Landesamt"}, {"dated", "2025-11-20"},   {"start", "2025-12-08"},
            {"end", "2026-10-31"},        {"financing", "share"},     {"maximum", "120.000,00"}, {"basis", "gross"},
            {"spend_weeks", "8"},         {"proof_months", "6"},      {"limit_percent", "20"},   {"version", "0"}};
}
net::Fields plan_line(const std::string& number = "1") {
    return {{"position", number}, {"title", "Aufträge"}, {"expense", "contracts"},
            {"land", "120000"},   {"own", "20.000,00"},  {"version", "0"}};
}

class FundingPages : public JourneyPages {
   protected:
    static net::Fields with(net::Fields fields, const std::string& name, const std::string& value) {
        fields.erase(name);
        fields.emplace(name, value);
        return fields;
    }
    people::Answer post(const std::string& path, const net::Fields& fields, Role role = Role::coordination) {
        return town.post(path, fields, role);
    }
    people::Answer get(const std::string& path, Role role = Role::coordination) { return town.get(path, role); }

    std::vector<FundingEntry> stored(std::string_view kind) { return funding_entries(town.town(), kind).value(); }
    std::string line_id() {
        if (stored("line").empty()) (void)post("/funding/line/new", plan_line());
        return stored("line").front().id;
    }
    net::Fields receipt(const std::string& number = "R-1") {
        return {{"number", number},         {"dated", "2026-01-05"}, {"paid", "2026-01-12"},
                {"payee", "Beispiel GmbH"}, {"purpose", "Schulung"}, {"line", line_id()},
                {"net", "1.000,00"},        {"gross", "1.190,00"},   {"version", "0"}};
    }
    // As a browser sends a form with a file.
    people::Answer send_file(const std::string& path, const net::Fields& fields, const std::string& field, const std::string& name,
                             std::string_view bytes, Role role = Role::coordination) {
        const auto token = people::open_session(town.town().db(), town.town().random(), town.town().now(), town.account(role)).value();
        net::Request request{.method = net::Method::post, .path = path};
        request.headers = {{"cookie", "session=" + token}, {"content-type", "multipart/form-data; boundary=x"}};
        auto all = fields;
        all.emplace("csrf", people::csrf_token(token));
        for (const auto& [key, value] : all)
            request.body += fmt::format("--x\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", key, value);
        request.body +=
            fmt::format("--x\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n\r\n{}\r\n--x--\r\n", field, name, bytes);
        return town.send(request);
    }
};

TEST_F(FundingPages, StartWithTheDecisionAndShowWhatFollowsFromIt) {
    EXPECT_THAT(get("/funding").body, HasSubstr("Tragen Sie zuerst den Zuwendungsbescheid ein"));
    EXPECT_EQ(get("/funding/reports/verwendungsnachweis.odt").status, 409);
    EXPECT_THAT(get("/funding/decision").body, HasSubstr("name=\"spend_weeks\" maxlength=\"3\" inputmode=\"numeric\" value=\"8\""));
    EXPECT_EQ(post("/funding/decision", decision()).location, "/funding?notice=saved");
    ASSERT_EQ(post("/funding/line/new", plan_line()).location, "/funding/line?notice=saved");
    EXPECT_THAT(get("/funding").body,
                AllOf(HasSubstr("läuft"), HasSubstr("08.12.2025 – 31.10.2026"), HasSubstr("30.04.2027"), HasSubstr("85,71\u00a0%"),
                      HasSubstr("140.000,00\u00a0€"), Not(HasSubstr("Höchstbetrag, der"))));
    EXPECT_THAT(get("/").body, AllOf(HasSubstr("0,00\u00a0€ von 140.000,00\u00a0€ ausgegeben"), HasSubstr("href=\"/funding\"")));
    ASSERT_EQ(post("/funding/receipt/new", receipt()).location, "/funding/receipt?notice=saved");
    EXPECT_THAT(get("/").body, HasSubstr("1.190,00\u00a0€ von 140.000,00\u00a0€ ausgegeben"));
}

TEST_F(FundingPages, AnExtensionMovesThePlan) {
    ASSERT_EQ(post("/funding/decision", decision()).status, 303);
    auto fields = with(with(decision(), "version", "1"), "extension_granted", "2026-06-01");
    EXPECT_THAT(post("/funding/decision", fields).body, HasSubstr("das neue Ende"));
    fields.emplace("extension_end", "2026-12-31");
    ASSERT_EQ(post("/funding/decision", fields).status, 303);
    EXPECT_EQ(current_plan(town.town())->phases.back().end, Date{2026y / 12 / 31});
    EXPECT_THAT(get("/funding").body, AllOf(HasSubstr("Verlängerung bewilligt"), HasSubstr("30.06.2027")));
}

TEST_F(FundingPages, EachMistakeIsSaidAtItsFieldAndNothingIsLost) {
    const std::vector<std::tuple<std::string, std::string, std::string>> mistakes{{"number", "", "füllen Sie"},
                                                                                  {"dated", "2026-02-30", "gültiges Datum"},
                                                                                  {"gross", "viel", "als Zahl"},
                                                                                  {"gross", "1,234", "als Zahl"},
                                                                                  {"net", "2000", "größer als der Brutto"},
                                                                                  {"line", "none", "gibt es im Finanzierungsplan nicht"},
                                                                                  {"payee", std::string(201, 'x'), "zu lang"}};
    for (const auto& [field, value, text] : mistakes) {
        const auto answer = post("/funding/receipt/new", with(receipt(), field, value));
        EXPECT_EQ(answer.status, 400) << field;
        EXPECT_THAT(answer.body, AllOf(HasSubstr("href=\"#" + field + "\""), HasSubstr(text), HasSubstr("value=\"Schulung\""))) << field;
    }
    EXPECT_TRUE(stored("receipt").empty());
}

TEST_F(FundingPages, TheSecondOfTwoEditsIsToldAndOverwritesNothing) {
    ASSERT_EQ(post("/funding/receipt/new", receipt()).status, 303);
    const auto path = "/funding/receipt/" + stored("receipt").front().id;
    EXPECT_THAT(get(path).body, AllOf(HasSubstr("name=\"version\" value=\"1\""), HasSubstr("href=\"" + path + "/remove\"")));
    ASSERT_EQ(post(path, with(with(receipt(), "version", "1"), "purpose", "Zuerst")).status, 303);
    const auto second = post(path, with(with(receipt(), "version", "1"), "purpose", "Zuletzt"), Role::admin);
    EXPECT_EQ(second.status, 409);
    EXPECT_THAT(second.body, AllOf(HasSubstr("inzwischen geändert"), HasSubstr("Zuletzt"), HasSubstr("Aktuellen Stand laden")));
    EXPECT_EQ(stored("receipt").front().value("purpose"), "Zuerst");
    EXPECT_EQ(post(path + "/remove", {{"version", "1"}}).status, 409) << "nor is what was not seen deleted";
    ASSERT_EQ(stored("receipt").size(), 1U);
    EXPECT_EQ(post(path + "/remove", {{"version", "2"}}).location, "/funding/receipt?notice=deleted");
    EXPECT_EQ(post(path, with(receipt(), "version", "2")).status, 404);
    EXPECT_TRUE(stored("receipt").empty());
    EXPECT_EQ(post("/funding/decision", decision()).status, 303);
    EXPECT_EQ(post("/funding/decision", decision()).status, 409) << "both filled in the empty form";
}

TEST_F(FundingPages, NumbersAreTakenOnceAndUsedLinesStay) {
    ASSERT_EQ(post("/funding/receipt/new", receipt("R-7")).status, 303);
    const auto again = post("/funding/receipt/new", receipt("R-07"));
    EXPECT_EQ(again.status, 400);
    EXPECT_THAT(again.body, HasSubstr("Diese Nummer gibt es schon"));
    const auto line = "/funding/line/" + line_id();
    EXPECT_THAT(get(line + "/remove").body, AllOf(HasSubstr("Aufträge"), HasSubstr("120.000,00\u00a0€")));
    const auto kept = post(line + "/remove", {{"version", "1"}});
    EXPECT_EQ(kept.status, 409);
    EXPECT_THAT(kept.body, HasSubstr("Zu dieser Position gibt es Belege"));
    EXPECT_EQ(stored("line").size(), 1U);
}

TEST_F(FundingPages, AFileComesBackAsItWasAndGoesWithItsEntry) {
    ASSERT_EQ(send_file("/funding/receipt/new", receipt(), "document", "C:\\Rechnung 1.pdf", "%PDF-1").status, 303);
    const auto entry = stored("receipt").front();
    const auto path = "/funding/receipt/" + entry.id;
    EXPECT_EQ(entry.value("document_name"), "Rechnung 1.pdf");
    EXPECT_EQ(get(path + "/document").body, "%PDF-1");
    ASSERT_EQ(send_file(path, with(receipt(), "version", "1"), "document", "", "").status, 303) << "no new file: the old one stays";
    EXPECT_EQ(get(path + "/document").body, "%PDF-1");
    ASSERT_EQ(send_file(path, with(receipt(), "version", "2"), "document", "neu.pdf", "%PDF-2").status, 303);
    EXPECT_EQ(get(path + "/document").body, "%PDF-2");
    EXPECT_FALSE(town.town().documents().get(entry.value("document"))) << "the replaced file is gone";
    EXPECT_EQ(send_file(path, with(receipt(), "version", "1"), "document", "alt.pdf", "%PDF-3").status, 409);
    EXPECT_EQ(town.town().documents().list()->size(), 1U) << "the refused one as well";
    const auto large = send_file(path, with(receipt(), "version", "3"), "document", "gross.pdf", std::string(document_limit + 1, 'x'));
    EXPECT_EQ(large.status, 400);
    EXPECT_THAT(large.body, HasSubstr("größer als 6 MB"));
    ASSERT_EQ(post(path + "/remove", {{"version", "3"}}).status, 303);
    EXPECT_TRUE(town.town().documents().list()->empty());
}

TEST_F(FundingPages, RolesSeeOnlyWhatIsTheirs) {
    ASSERT_EQ(post("/funding/procurement/new", {{"subject", "Schulungen"},
                                                {"value", "9000"},
                                                {"procedure", "direct"},
                                                {"dated", "2026-01-05"},
                                                {"result", "Drei Angebote"},
                                                {"version", "0"}})
                  .status,
              303);
    const auto id = stored("procurement").front().id;
    for (const auto& route : funding_routes()) {
        auto path = route.pattern;
        if (const auto at = path.find("{id}"); at != std::string::npos) path.replace(at, 4, id);
        for (const auto role : people::all_roles) {
            const bool may = route.roles.has(role);
            const auto answer = route.method == net::Method::get ? get(path, role) : post(path, {}, role);
            EXPECT_EQ(answer.status == 403, !may) << path << " " << people::id_of(role);
            EXPECT_FALSE(may && people::only(Role::staff, Role::data_protection, Role::staff_council).has(role)) << path;
        }
        EXPECT_NE(town.get(path, std::nullopt).status, 200) << path;
    }
    EXPECT_THAT(get("/funding/procurement", Role::it).body,
                AllOf(HasSubstr("Drei Angebote"), Not(HasSubstr("/funding/procurement/")), Not(HasSubstr("href=\"/funding\""))));
    EXPECT_EQ(get("/funding/procurement/" + id, Role::it).status, 403);
    EXPECT_EQ(get("/funding/receipt", Role::it).status, 403);
    EXPECT_THAT(get("/", Role::it).body, AllOf(HasSubstr("/funding/procurement"), Not(HasSubstr("href=\"/funding\""))));
    EXPECT_THAT(get("/", Role::staff_council).body, Not(HasSubstr("/funding")));
}

TEST_F(FundingPages, ListsHave50EntriesAPage) {
    const auto line = line_id();
    std::vector<FundingValues> many;
    for (int i = 1; i <= 51; ++i) {
        many.push_back({{"number", fmt::format("R-{}", i)},
                        {"dated", "2026-01-05"},
                        {"paid", "2026-01-05"},
                        {"payee", "P"},
                        {"purpose", "Z"},
                        {"line", line},
                        {"net", "100"},
                        {"gross", "119"}});
    }
    ASSERT_TRUE(add_funding_entries(town.town(), "", "receipt", many));
    EXPECT_THAT(get("/funding/receipt").body,
                AllOf(HasSubstr(">R-50<"), Not(HasSubstr(">R-51<")), HasSubstr("Seite 1 von 2"), HasSubstr("?page=2")));
    EXPECT_THAT(get("/funding/receipt?page=2").body, AllOf(HasSubstr(">R-51<"), Not(HasSubstr(">R-50<")), HasSubstr("?page=1")));
    for (const auto* page : {"0", "-1", "x", "99999999999999999999", "7"})
        EXPECT_EQ(get(std::string("/funding/receipt?page=") + page).status, 200) << page;
}

TEST_F(FundingPages, ImportTakesAllLinesOrNone) {
    line_id();
    const std::string header = "Beleg;Belegdatum;Bezahlt am;Empfänger;Zweck;Position;Netto;Brutto\n";
    const std::string sound = "R-1;05.01.2026;12.01.2026;A;B;1;1.000,00;1.190,00\n";
    const auto import = [&](const std::string& csv) { return send_file("/funding/receipts/import", {}, "file", "belege.csv", csv); };
    const auto refused = import(header + sound + "R-2;05.01.2026;12.01.2026;A;B;8;1;1\n");
    EXPECT_EQ(refused.status, 400);
    EXPECT_THAT(refused.body,
                AllOf(HasSubstr("Es wurde nichts eingelesen"), HasSubstr("Zeile 3, Position (8)"), Not(HasSubstr("Zeile 2"))));
    EXPECT_TRUE(stored("receipt").empty());
    EXPECT_EQ(import(header + sound).location, "/funding/receipt?notice=imported");
    EXPECT_EQ(stored("receipt").size(), 1U);
    EXPECT_THAT(import(header + sound).body, HasSubstr("Diese Nummer gibt es schon"));
    EXPECT_EQ(import("").status, 400);
    EXPECT_THAT(get("/funding/receipts.csv").body, HasSubstr("R-1;05.01.2026;12.01.2026;A;B;1;1.000,00;1.190,00\r\n"));
}

TEST_F(FundingPages, EveryChangeIsInTheAudit) {
    ASSERT_EQ(post("/funding/line/new", plan_line()).status, 303);
    const auto path = "/funding/line/" + line_id();
    ASSERT_EQ(post(path, with(plan_line(), "version", "1")).status, 303);
    ASSERT_EQ(post(path + "/remove", {{"version", "2"}}).status, 303);
    std::vector<std::string> actions;
    const auto entries = people::audit_entries(town.town().db(), 3).value();
    for (const auto& entry : entries) {
        actions.push_back(entry.action);
        EXPECT_NE(entry.actor, "system");
    }
    EXPECT_THAT(actions, testing::ElementsAre("funding.line.removed", "funding.line.changed", "funding.line.added"));
}

TEST_F(FundingPages, ReportsAreFilesInOpenFormats) {
    ASSERT_EQ(post("/funding/decision", decision()).status, 303);
    ASSERT_EQ(post("/funding/receipt/new", receipt()).status, 303);
    for (const auto* name : {"zwischennachweis", "verwendungsnachweis"}) {
        const auto base = std::string("/funding/reports/") + name;
        EXPECT_THAT(get(base + ".odt?until=2026-03-31").body.substr(30, 60), HasSubstr("opendocument.text"));
        EXPECT_THAT(get(base + ".ods").body.substr(30, 60), HasSubstr("opendocument.spreadsheet"));
        EXPECT_EQ(get(base + ".ods?until=gestern").status, 400);
    }
}

}  // namespace
}  // namespace kireise::journey
