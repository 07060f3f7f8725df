#include "people/invitation.h"

#include <gmock/gmock.h>

#include "people/account_admin.h"
#include "people/audit.h"
#include "people/password_rules.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using testing::HasSubstr;
using testing::Not;

class Invitations : public testing::Test {
   protected:
    TestTown town{{}, {}};
    store::Database& db = town.town().db();
    const Random& random = town.town().random();
    Instant now = town.town().now();
    Deed deed{random, now, town.account(Role::admin)};
    Invited anna = *create_invited(db, deed, {"anna", "Anna Tester", "profile/clerk", only(Role::staff)});

    Answer set_password(const std::string& code, const std::string& password) {
        return town.post("/invitation", {{"code", code}, {"password", password}, {"repeat", password}}, std::nullopt);
    }
};

TEST_F(Invitations, LetAPersonSetAPasswordOnce) {
    EXPECT_EQ(authenticate(db, "anna", "").error().kind, ErrorKind::unauthenticated);
    EXPECT_EQ(authenticate(db, "anna", "lampe-wolke-ziegel").error().kind, ErrorKind::unauthenticated);
    const auto done = set_password(anna.code, "lampe-wolke-ziegel");
    EXPECT_EQ(done.status, 200);
    EXPECT_THAT(done.body, HasSubstr("anna"));
    EXPECT_THAT(done.body, Not(HasSubstr(anna.code)));
    const auto signed_in = authenticate(db, "anna", "lampe-wolke-ziegel");
    ASSERT_TRUE(signed_in.has_value());
    EXPECT_EQ(signed_in->id, anna.account);
    EXPECT_EQ(set_password(anna.code, "eimer-birke-tafel").status, 400);
    EXPECT_EQ(authenticate(db, "anna", "eimer-birke-tafel").error().kind, ErrorKind::unauthenticated);
}

TEST_F(Invitations, AreForgivingAboutHowACodeIsTyped) {
    std::string typed = " ";
    for (const char c : anna.code) {
        if (c == '-') typed += ' ';
        else if (c == '0') typed += 'O';
        else if (c == '1') typed += 'l';
        else typed += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    EXPECT_TRUE(invited_account(db, now, typed)->has_value()) << typed;
    EXPECT_FALSE(invited_account(db, now, anna.code.substr(1))->has_value());
    EXPECT_FALSE(invited_account(db, now, "")->has_value());
    EXPECT_FALSE(invited_account(db, now, std::string(50'000, 'a'))->has_value());
}

TEST_F(Invitations, EndAfterFourteenDaysAndByANewCode) {
    EXPECT_TRUE(invited_account(db, now + invitation_lifetime - std::chrono::seconds{1}, anna.code)->has_value());
    EXPECT_FALSE(invited_account(db, now + invitation_lifetime, anna.code)->has_value());
    const auto newer = *invite_again(db, deed, anna.account);
    EXPECT_NE(newer, anna.code);
    EXPECT_FALSE(invited_account(db, now, anna.code)->has_value());
    EXPECT_TRUE(invited_account(db, now, newer)->has_value());
    ASSERT_TRUE(set_blocked(db, deed, anna.account, true).has_value());
    EXPECT_FALSE(invited_account(db, now, newer)->has_value());
}

TEST_F(Invitations, StoreNoCodeInClear) {
    const auto stored = *db.read([](store::Connection& tx) { return store::query<std::string>(tx, "SELECT code_hash FROM invitation"); });
    ASSERT_EQ(stored.size(), 1U);
    std::string plain = anna.code;
    std::erase(plain, '-');
    EXPECT_EQ(plain.size(), 28U);
    EXPECT_THAT(std::get<0>(stored[0]), Not(HasSubstr(plain)));
    EXPECT_EQ(std::get<0>(stored[0]).size(), 64U);
}

TEST_F(Invitations, ExplainWhatIsWrong) {
    EXPECT_THAT(set_password("falsch", "lampe-wolke-ziegel").body, HasSubstr("falsch, abgelaufen oder schon benutzt"));
    EXPECT_THAT(set_password(anna.code, "Sommer2026!").body, HasSubstr("zu leicht zu erraten"));
    EXPECT_THAT(set_password(anna.code, "anna.tester.2026").body, HasSubstr("Ihrem Namen"));
    const auto differs =
        town.post("/invitation", {{"code", anna.code}, {"password", "lampe-wolke-ziegel"}, {"repeat", "lampe-wolke-ziegl"}}, std::nullopt);
    EXPECT_EQ(differs.status, 400);
    EXPECT_THAT(differs.body, HasSubstr("verschieden"));
    EXPECT_TRUE(invited_account(db, now, anna.code)->has_value()) << "a mistake must not use up the code";
}

TEST_F(Invitations, AreAudited) {
    ASSERT_EQ(set_password(anna.code, "lampe-wolke-ziegel").status, 200);
    const auto entries = *audit_entries(db, 10);
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].action, "account.password_set");
    EXPECT_EQ(entries[1].action, "account.created");
    EXPECT_EQ(entries[1].object, "account/" + *db.read([&](store::Connection& tx) { return audit_name(tx, anna.account); }).value());
}

TEST(PasswordRules, RefuseWhatEverybodyTriesFirst) {
    const Account owner{"1", "j.mueller", "Jörg Müller", "", {}};
    for (const auto* password : {"Passwort123", "passwort2026!", "P4ssw0rt2026", "Sommer2026!!", "sommer.2026.", "Kommune#2026",
                                 "qwertzuiop1", "1234567890", "24.12.2026", "aaaaaaaaaaaa", "abcdefghijkl", "SommerWinter26",
                                 "HalleSaale2026", "willkommen1", "Bürgermeister1", "geheimgeheim"}) {
        EXPECT_EQ(password_problem(password, owner), PasswordProblem::common) << password;
    }
    for (const auto* password : {"joerg.mueller", "Jörg Müller!", "jmueller2026", "müllermüller", "MuellerJoerg1"}) {
        const auto problem = password_problem(password, owner);
        EXPECT_TRUE(problem.has_value()) << password;
    }
    EXPECT_EQ(password_problem("Jörg Müller", owner), PasswordProblem::own_name);
    EXPECT_EQ(password_problem("kurz-kurz", owner), PasswordProblem::too_short);
    EXPECT_EQ(password_problem("üüüüüüüüü", owner), PasswordProblem::too_short) << "characters count, not bytes";
    EXPECT_EQ(password_problem(std::string(201, 'x'), owner), PasswordProblem::too_long);
    EXPECT_EQ(password_problem("", owner), PasswordProblem::too_short);
}

TEST(PasswordRules, TakeWhatIsHardToGuess) {
    const Account owner{"1", "j.mueller", "Jörg Müller", "", {}};
    for (const auto* password :
         {"lampe-wolke-ziegel", "Der Igel mag keinen Regen im Mai", "sommer rathaus geheim kaffee", "xK9#mPq2vL", "8273645190283746"}) {
        EXPECT_EQ(password_problem(password, owner), std::nullopt) << password;
    }
}

}  // namespace
}  // namespace kireise::people
