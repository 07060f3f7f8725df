#include <gmock/gmock.h>

#include "base/json.h"
#include "people/audit.h"
#include "people/sign_in_limit.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class PersonDataPages : public testing::Test {
   protected:
    TestTown town{{}, {}};
    store::Database& db = town.town().db();
};

TEST_F(PersonDataPages, EverybodySeesTheOwnDataAndNoToken) {
    const std::array subjects{login_attempts("staff")};
    ASSERT_TRUE(begin_attempt(db, town.town().now(), subjects).has_value());
    const auto body = town.get("/account/data").body;
    EXPECT_THAT(body,
                AllOf(HasSubstr("Person staff"), HasSubstr("Laufende Anmeldungen"), HasSubstr("15.06.2026"), HasSubstr("Beschäftigte"),
                      Not(HasSubstr("Person admin")), Not(HasSubstr("[[")), HasSubstr("Falsche Anmeldeversuche")));
    const auto json = *parse_json(town.get("/account/data.json").body);
    EXPECT_EQ(json["data"]["account"][0]["login"], "staff");
    EXPECT_EQ(json["data"]["session"].size(), 1U);
    EXPECT_EQ(json["data"]["sign_in_attempt"][0]["failures"], 1);
    EXPECT_EQ(json["labels"]["session"]["title"], "Laufende Anmeldungen");
    EXPECT_THAT(json.dump(), AllOf(Not(HasSubstr("token")), Not(HasSubstr("hash"))));
}

TEST_F(PersonDataPages, AnAdminHandsThemOutOnRequestAndItIsNoted) {
    const auto path = "/people/accounts/" + town.account(Role::staff) + "/data";
    EXPECT_THAT(town.get(path, Role::admin).body, AllOf(HasSubstr("protokolliert"), Not(HasSubstr("Laufende"))));
    EXPECT_TRUE(audit_entries(db, 5)->empty()) << "asking is no deed";
    EXPECT_THAT(town.post(path, {{"format", "page"}}, Role::admin).body, HasSubstr("Laufende Anmeldungen"));
    EXPECT_EQ((*parse_json(town.post(path, {{"format", "json"}}, Role::admin).body))["data"]["account"][0]["login"], "staff");
    EXPECT_EQ(audit_entries(db, 5, {.action = "person_data.handed_out", .from = {}, .until = {}, .before = {}})->size(), 2U);
    // The person sees that it happened, not who did it.
    EXPECT_THAT(town.get("/account/data").body,
                AllOf(HasSubstr("Auskunft über eine Person erteilt"), HasSubstr("andere Person oder Programm")));
    EXPECT_EQ(town.post(path, {}, Role::staff).status, 403);
    EXPECT_EQ(town.get("/people/accounts/nobody/data", Role::admin).status, 404);
    EXPECT_EQ(town.post("/people/accounts/nobody/data", {}, Role::admin).status, 404);
}

}  // namespace
}  // namespace kireise::people
