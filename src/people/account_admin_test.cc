#include "people/account_admin.h"

#include <gmock/gmock.h>

#include "people/audit.h"
#include "people/own_account.h"
#include "people/signin_pages.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class Accounts : public testing::Test {
   protected:
    TestTown town{{}, {}};
    store::Database& db = town.town().db();
    const Random& random = town.town().random();
    Instant now = town.town().now();
    std::string admin = town.account(Role::admin);
    std::string staff = town.account(Role::staff);
    Deed deed{random, now, admin};

    std::string newest_action() { return (*audit_entries(db, 1))[0].action; }
    Roles roles_of(const std::string& id) { return account_state(db, now, id)->account.roles; }
};

TEST_F(Accounts, AreFoundBySearchAndPaged) {
    for (int i = 0; i < 60; ++i) {
        ASSERT_TRUE(create_invited(db, deed, {"p" + std::to_string(100 + i), "Person_" + std::to_string(i) + " 50%", "", only(Role::staff)})
                        .has_value());
    }
    const auto first = *find_accounts(db, now, "person_", 0);
    EXPECT_EQ(first.found, 60);
    EXPECT_THAT(first.accounts, SizeIs(50));
    EXPECT_TRUE(first.accounts[0].invited_until.has_value());
    EXPECT_FALSE(first.accounts[0].has_password);
    EXPECT_THAT(find_accounts(db, now, "person_", 1)->accounts, SizeIs(10));
    EXPECT_EQ(find_accounts(db, now, "50%", 0)->found, 60);
    EXPECT_EQ(find_accounts(db, now, "5%", 0)->found, 0) << "no pattern";
    EXPECT_EQ(find_accounts(db, now, "P1_", 0)->found, 0) << "no pattern";
    EXPECT_EQ(find_accounts(db, now, " P159 ", 0)->found, 1);
    EXPECT_THAT(town.get("/people?search=person&page=2", Role::admin).body, HasSubstr("Seite 2 von 2"));
    EXPECT_EQ(town.get("/people?page=99999999999999", Role::admin).status, 200);
    EXPECT_EQ(town.get("/people?page=-3&search=%25", Role::admin).status, 200);
}

TEST_F(Accounts, KeepTheLastAdmin) {
    EXPECT_EQ(change_roles(db, deed, admin, only(Role::staff)).error().kind, ErrorKind::conflict);
    EXPECT_EQ(set_blocked(db, deed, admin, true).error().kind, ErrorKind::conflict);
    EXPECT_EQ(delete_account(db, deed, admin, nullptr).error().kind, ErrorKind::conflict);
    ASSERT_TRUE(change_roles(db, deed, staff, only(Role::staff, Role::admin)).has_value());
    ASSERT_TRUE(set_blocked(db, deed, staff, true).has_value());
    EXPECT_EQ(change_roles(db, deed, admin, only(Role::staff)).error().kind, ErrorKind::conflict) << "a blocked one does not count";
    ASSERT_TRUE(set_blocked(db, deed, staff, false).has_value());
    EXPECT_TRUE(change_roles(db, deed, admin, only(Role::staff)).has_value());
    EXPECT_EQ(delete_account(db, deed, staff, nullptr).error().kind, ErrorKind::conflict);
}

TEST_F(Accounts, AreChangedOnThePageAndAudited) {
    EXPECT_EQ(
        town.post("/people/accounts/" + staff + "/roles", {{"role", "it"}, {"role", "king"}, {"seen", "staff"}}, Role::admin).location,
        "/people/accounts/" + staff + "?notice=roles");
    EXPECT_EQ(roles_of(staff), only(Role::staff, Role::it));
    EXPECT_EQ(newest_action(), "account.roles_changed");
    EXPECT_EQ(town.post("/people/accounts/" + admin + "/roles", {{"role", "it"}, {"seen", "admin"}}, Role::admin).location,
              "/people/accounts/" + admin + "?notice=last-admin");
    EXPECT_EQ(town.post("/people/accounts/" + staff + "/roles", {{"role", "admin"}, {"seen", "staff"}}, Role::admin).location,
              "/people/accounts/" + staff + "?notice=roles-changed");
    EXPECT_EQ(roles_of(staff), only(Role::staff, Role::it)) << "nothing is overwritten";
    EXPECT_THAT(town.get("/people/accounts/" + staff + "?notice=roles-changed", Role::admin).body,
                HasSubstr("Inzwischen hat jemand anders"));
    EXPECT_THAT(town.get("/people/accounts/" + admin + "?notice=last-admin", Role::admin).body, HasSubstr("das letzte Konto"));
    EXPECT_EQ(town.post("/people/accounts/nobody/block", {}, Role::admin).status, 404);
    EXPECT_EQ(town.get("/people/accounts/nobody", Role::admin).status, 404);
    EXPECT_EQ(town.post("/people/accounts/" + staff + "/roles", {{"role", "admin"}}, Role::staff).status, 403);
    const auto code = town.post("/people/accounts/" + staff + "/invite", {}, Role::admin);
    EXPECT_THAT(code.body, testing::ContainsRegex("<strong>[0-9a-z]{4}-"));
    EXPECT_EQ(newest_action(), "account.invited");
    EXPECT_THAT(town.get("/people/accounts/" + staff, Role::admin).body,
                HasSubstr("Ein Zugangscode ist ausgegeben und gilt bis 29.06.2026"));
}

TEST_F(Accounts, AreMadeOnThePage) {
    const auto add = [&](const std::string& login, const std::string& name) {
        return town.post("/people/new", {{"login", login}, {"name", name}}, Role::admin);
    };
    const auto made = add(" M.Weber ", "Maria Weber");
    EXPECT_EQ(made.status, 200);
    EXPECT_THAT(made.body, testing::ContainsRegex("<strong>[0-9a-z]{4}-"));
    EXPECT_EQ(find_accounts(db, now, "m.weber", 0)->accounts[0].account.roles, only(Role::staff));
    EXPECT_THAT(add("m.weber", "Maria").body, HasSubstr("gibt es schon"));
    EXPECT_THAT(add("m weber", "Maria").body, HasSubstr("nicht möglich"));
    EXPECT_EQ(add("x", std::string(50'000, 'x')).status, 400);
    EXPECT_EQ(add("anna", std::string(50'000, 'x')).status, 400);
}

TEST_F(Accounts, AreSignedOutWhenBlocked) {
    const auto token = *open_session(db, random, now, staff);
    ASSERT_EQ(town.post("/people/accounts/" + staff + "/block", {}, Role::admin).status, 303);
    EXPECT_FALSE(session_account(db, now, token)->has_value());
    EXPECT_EQ(town.get("/account").status, 303) << "to sign in";
    EXPECT_THAT(town.get("/people", Role::admin).body, HasSubstr("gesperrt"));
    ASSERT_TRUE(set_blocked(db, deed, staff, false).has_value());
    EXPECT_FALSE(session_account(db, now, token)->has_value()) << "the session is gone for good";
}

TEST_F(Accounts, CannotSignInWhileBlocked) {
    const auto id = *create_account(db, random, {"anna", "Anna", "", "lampe-wolke-ziegel", only(Role::staff)});
    ASSERT_TRUE(set_blocked(db, deed, id, true).has_value());
    const auto blocked = town.post("/sign-in", {{"login", "anna"}, {"password", "lampe-wolke-ziegel"}}, std::nullopt);
    EXPECT_EQ(blocked.status, 403);
    EXPECT_THAT(blocked.body, HasSubstr("Konto ist gesperrt"));
    EXPECT_EQ(town.post("/sign-in", {{"login", "anna"}, {"password", "falsch"}}, std::nullopt).status, 401)
        << "only who knows the password learns that the account is blocked";
}

TEST_F(Accounts, AreForgottenByEveryRoom) {
    std::vector<std::string> forgotten;
    const PersonRooms rooms = std::make_shared<std::vector<PersonData>>(
        std::vector<PersonData>{{"lab", [&](store::Connection&, const std::string& account) -> Result<> {
                                     forgotten.push_back(account);
                                     return {};
                                 }}});
    ASSERT_TRUE(end_sessions_of(db, {random, now, staff}, admin).has_value());  // the person acts once
    const auto name = *db.read([&](store::Connection& tx) { return audit_name(tx, staff); });
    ASSERT_TRUE(name.has_value());
    ASSERT_TRUE(delete_account(db, deed, staff, rooms).has_value());
    EXPECT_THAT(forgotten, testing::ElementsAre(staff));
    EXPECT_EQ(account_state(db, now, staff).error().kind, ErrorKind::not_found);
    EXPECT_FALSE(db.read([&](store::Connection& tx) { return audit_name(tx, staff); })->has_value());
    EXPECT_FALSE(verify_audit(db)->broken.has_value());
    EXPECT_EQ(town.get("/account").status, 303);
}

TEST_F(Accounts, StayWhenARoomCannotForget) {
    const PersonRooms rooms = std::make_shared<std::vector<PersonData>>(std::vector<PersonData>{
        {"lab", [](store::Connection&, const std::string&) -> Result<> { return fail(ErrorKind::io, "The disk is full."); }}});
    EXPECT_FALSE(delete_account(db, deed, staff, rooms).has_value());
    EXPECT_TRUE(account_state(db, now, staff).has_value());
    EXPECT_EQ(town.get("/account").status, 200);
}

TEST_F(Accounts, ShowTheirSessionsAndEndThem) {
    const auto other = *open_session(db, random, now, staff);
    const auto third = *open_session(db, random, now + 1h, staff);
    const auto foreign = *open_session(db, random, now, admin);
    const auto sessions = *own_sessions(db, now, staff, other);
    ASSERT_THAT(sessions, SizeIs(3));  // and that of the test itself
    EXPECT_TRUE(sessions[0].current);
    EXPECT_EQ(sessions[0].opened, now);
    const auto page = town.get("/account");
    EXPECT_THAT(page.body, HasSubstr("Dieses Gerät"));
    EXPECT_THAT(page.body, Not(HasSubstr(other)));
    EXPECT_EQ(town.post("/account/sessions/end", {{"session", sessions[0].id}}).location, "/account?notice=ended");
    EXPECT_FALSE(session_account(db, now, other)->has_value());
    const auto of_admin = (*own_sessions(db, now, admin, foreign))[0].id;
    ASSERT_EQ(town.post("/account/sessions/end", {{"session", of_admin}}).status, 303);
    EXPECT_TRUE(session_account(db, now, foreign)->has_value()) << "nobody ends the session of another";
    ASSERT_EQ(town.post("/account/sessions/end-others", {}).status, 303);
    EXPECT_FALSE(session_account(db, now, third)->has_value());
    EXPECT_EQ(town.get("/account").status, 200);
}

TEST_F(Accounts, RememberPresenceToTheHourOnly) {
    const auto token = *open_session(db, random, now + 10min, staff);
    const auto seen = [&] { return (*own_sessions(db, now, staff, token))[0].seen; };
    EXPECT_EQ(seen(), now);
    ASSERT_TRUE(session_account(db, now + 59min, token)->has_value());
    EXPECT_EQ(seen(), now);
    ASSERT_TRUE(session_account(db, now + 150min, token)->has_value());
    EXPECT_EQ(seen(), now + 2h);
}

TEST_F(Accounts, ChangeTheirPasswordKnowingTheOldOne) {
    const auto id = *create_account(db, random, {"anna", "Anna", "", "lampe-wolke-ziegel", only(Role::staff)});
    const auto token = *open_session(db, random, now, id);
    const auto elsewhere = *open_session(db, random, now, id);
    const auto change = [&](const std::string& old, const std::string& password) {
        net::Request request{.method = net::Method::post, .path = "/account/password"};
        request.headers = {{"cookie", "session=" + token}, {"content-type", "application/x-www-form-urlencoded"}};
        request.body = "csrf=" + csrf_token(token) + "&old=" + old + "&password=" + password + "&repeat=" + password;
        return town.send(request);
    };
    EXPECT_THAT(change("falsch", "eimer-birke-tafel").body, HasSubstr("bisherige Passwort ist falsch"));
    EXPECT_THAT(change("lampe-wolke-ziegel", "kurz").body, HasSubstr("zu kurz"));
    EXPECT_TRUE(session_account(db, now, elsewhere)->has_value());
    EXPECT_EQ(change("lampe-wolke-ziegel", "eimer-birke-tafel").location, "/account?notice=password");
    EXPECT_FALSE(session_account(db, now, elsewhere)->has_value());
    EXPECT_TRUE(session_account(db, now, token)->has_value());
    EXPECT_TRUE(authenticate(db, "anna", "eimer-birke-tafel").has_value());
    EXPECT_FALSE(authenticate(db, "anna", "lampe-wolke-ziegel").has_value());
    for (int i = 0; i < 5; ++i) EXPECT_EQ(change("falsch", "eimer-birke-tafel").status, 400);
    EXPECT_EQ(change("falsch", "eimer-birke-tafel").status, 429);
}

}  // namespace
}  // namespace kireise::people
