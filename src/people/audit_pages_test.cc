#include <gmock/gmock.h>

#include "people/account_admin.h"
#include "people/audit.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class AuditPages : public testing::Test {
   protected:
    TestTown town{{}, {}};
    store::Database& db = town.town().db();
    Instant now = town.town().now();

    void note(const std::string& action, Instant when, const std::string& object = "", const std::string& account = "") {
        const auto done = db.write([&](store::Connection& tx) { return audit(tx, {town.town().random(), when, account}, action, object); });
        ASSERT_TRUE(done.has_value()) << done.error().message;
    }
    std::string page(const std::string& query = "") { return town.get("/audit" + query, Role::data_protection).body; }
    static std::size_t rows(const std::string& body) {
        std::size_t count = 0;
        for (auto at = body.find("audit-table__when"); at != std::string::npos; at = body.find("audit-table__when", at + 1)) ++count;
        return count;
    }
};

TEST_F(AuditPages, ShowFiftyAtATimeTheNewestFirst) {
    for (int i = 1; i <= 120; ++i) note("wave.opened", now, "wave/w" + std::to_string(i));
    const auto first = page();
    EXPECT_EQ(rows(first), 50U);
    EXPECT_THAT(first, AllOf(HasSubstr("wave/w120"), HasSubstr("wave/w71"), Not(HasSubstr("wave/w70")), HasSubstr("&amp;before=71")));
    const auto third = page("?action=&from=&until=&before=21");
    EXPECT_EQ(rows(third), 20U);
    EXPECT_THAT(third, AllOf(HasSubstr("wave/w1<"), HasSubstr("Neueste Einträge"), Not(HasSubstr("Ältere Einträge"))));
    EXPECT_EQ(rows(page("?before=99999999999999999999")), 50U) << "no number";
}

TEST_F(AuditPages, AreFilteredByDeedAndGermanDay) {
    note("wave.opened", std::chrono::sys_days{2026y / 6 / 14} + 21h + 59min);  // 23:59 in Germany
    note("wave.closed", std::chrono::sys_days{2026y / 6 / 14} + 22h);          // 00:00 of the next day
    note("wave.opened", std::chrono::sys_days{2026y / 1 / 14} + 23h);          // winter: 00:00 of the next day
    EXPECT_EQ(rows(page("?action=wave.opened")), 2U);
    EXPECT_EQ(rows(page("?from=2026-06-15&until=2026-06-15")), 1U);
    EXPECT_THAT(page("?from=2026-06-15"), HasSubstr("Umfragerunde beendet"));
    EXPECT_EQ(rows(page("?until=2026-06-14&action=wave.opened")), 2U);
    EXPECT_EQ(rows(page("?from=2026-01-15&until=2026-01-15")), 1U);
    EXPECT_EQ(rows(page("?from=2026-02-31")), 3U) << "no date, no filter";
    EXPECT_THAT(page("?action=%3Cscript%3E"), AllOf(HasSubstr("keine Einträge"), Not(HasSubstr("<script>"))));
}

TEST_F(AuditPages, NamePeopleByAShortSignOnly) {
    note("account.blocked", now, "account/" + town.account(Role::staff), town.account(Role::admin));
    const auto entry = audit_entries(db, 1)->front();
    const auto body = page();
    EXPECT_THAT(body, AllOf(HasSubstr("Person " + entry.actor.substr(0, 8)), HasSubstr("Person " + entry.object.substr(8, 8)),
                            HasSubstr("Konto gesperrt"), Not(HasSubstr(entry.actor)), Not(HasSubstr(town.account(Role::staff)))));
    const auto csv = town.get("/audit/entries.csv", Role::staff_council).body;
    EXPECT_THAT(csv, AllOf(HasSubstr("Nr.;Zeit;Wer;Vorgang;Wozu;Einzelheiten;Prüfsumme\r\n"), HasSubstr("Konto gesperrt"),
                           HasSubstr(entry.hash), Not(HasSubstr(entry.actor))));
}

TEST_F(AuditPages, AreForSupervisorsOnly) {
    for (const auto* path : {"/audit", "/audit/entries.csv", "/audit/check"}) {
        for (const auto role : {Role::data_protection, Role::staff_council, Role::admin})
            EXPECT_EQ(town.get(path, role).status, 200) << path;
        for (const auto role : {Role::staff, Role::coordination, Role::it}) EXPECT_EQ(town.get(path, role).status, 403) << path;
    }
}

TEST_F(AuditPages, SayWhereTheChainIsBroken) {
    for (int i = 0; i < 5; ++i) note("wave.opened", now);
    const auto head = audit_head(db)->hash;
    EXPECT_THAT(town.get("/audit/check", Role::admin).body, AllOf(HasSubstr("ist unverändert"), HasSubstr("5 Einträge"), HasSubstr(head)));
    EXPECT_THAT(town.get("/audit/check?head=" + std::string(64, 'a'), Role::admin).body, HasSubstr("kommt in der Kette nicht vor"));
    EXPECT_THAT(town.get("/audit/check?head=" + head, Role::admin).body, HasSubstr("ist unverändert"));
    ASSERT_TRUE(db.write([](store::Connection& tx) { return store::execute(tx, "UPDATE audit_entry SET action = 'x' WHERE number = 3"); }));
    EXPECT_THAT(town.get("/audit/check", Role::admin).body,
                AllOf(HasSubstr("bei Eintrag 3 unterbrochen"), Not(HasSubstr("ist unverändert"))));
}

}  // namespace
}  // namespace kireise::people
