#include "people/external_identity.h"

#include <gmock/gmock.h>

#include "people/audit.h"
#include "people/invitation.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

class ExternalIdentity : public testing::Test {
   protected:
    TestTown town{{}, {}};
    store::Database& db = town.town().db();
    Deed deed{town.town().random(), town.town().now(), ""};
    ExternalPerson maria{"directory", "uuid-1", "M.Weber", "Maria Weber", only(Role::staff, Role::coordination)};

    Result<Account> enter(const ExternalPerson& person, SameLogin same = SameLogin::another_person) {
        return admit(db, deed, person, same);
    }
    std::vector<std::string> actions(int count) {
        std::vector<std::string> out;
        const auto entries = *audit_entries(db, count);
        for (const auto& entry : entries) out.push_back(entry.action);
        return out;
    }
};

TEST_F(ExternalIdentity, GetsAnAccountAtTheFirstSignInAndTheSameOneLater) {
    const auto first = enter(maria);
    ASSERT_TRUE(first.has_value()) << first.error().message;
    EXPECT_EQ(first->login, "m.weber");
    EXPECT_EQ(first->roles, only(Role::staff, Role::coordination));
    EXPECT_THAT(actions(1), testing::ElementsAre("account.created"));
    maria.login = "m.schmidt";
    maria.name = "Maria Schmidt";
    maria.roles = only(Role::staff);
    const auto later = enter(maria);
    EXPECT_EQ(later->id, first->id) << "the subject counts, not the login";
    EXPECT_EQ(later->name, "Maria Schmidt");
    EXPECT_EQ(account_state(db, deed.now, first->id)->account.roles, only(Role::staff)) << "who left the group has lost the right";
    EXPECT_THAT(actions(1), testing::ElementsAre("account.roles_changed"));
    EXPECT_TRUE(*has_identity(db, first->id));
    EXPECT_FALSE(*has_identity(db, town.account(Role::staff)));
}

TEST_F(ExternalIdentity, IsAnotherPersonWithAnotherSubjectOrIssuer) {
    const auto first = enter(maria);
    auto other = maria;
    other.subject = "uuid-2";
    EXPECT_EQ(enter(other)->login, "m.weber-2");
    other.issuer = "https://login.example";
    EXPECT_EQ(enter(other)->login, "m.weber-3");
    EXPECT_EQ(enter(maria)->id, first->id);
}

TEST_F(ExternalIdentity, TakesOverAnAccountOnlyWhenTheSettingsSaySo) {
    const auto invited = *create_invited(db, deed, {"m.weber", "Maria", "profile/clerk", only(Role::staff, Role::it)});
    ASSERT_EQ(enter(maria)->login, "m.weber-2");
    auto same = maria;
    same.subject = "uuid-9";
    const auto linked = enter(same, SameLogin::the_same_person);
    EXPECT_EQ(linked->id, invited.account);
    EXPECT_EQ(linked->roles, maria.roles) << "roles given by hand are replaced";
    EXPECT_EQ(linked->profile, "profile/clerk");
    EXPECT_THAT(actions(2), testing::ElementsAre("account.roles_changed", "account.linked"));
    EXPECT_FALSE(invited_account(db, deed.now, invited.code)->has_value()) << "the code has gone";
    EXPECT_EQ(invite_again(db, deed, invited.account).error().kind, ErrorKind::conflict) << "no second way in";
    same.subject = "uuid-10";
    EXPECT_EQ(enter(same, SameLogin::the_same_person)->login, "m.weber-3") << "it is somebody's already";
}

TEST_F(ExternalIdentity, LeavesAnAdministratorsPasswordAlone) {
    const auto id = *create_account(db, deed.random, {"chef", "Chefin", "", "lampe-wolke-ziegel", only(Role::staff, Role::admin)});
    auto other = maria;
    other.login = "chef";
    EXPECT_EQ(enter(other, SameLogin::the_same_person)->login, "chef-2");
    EXPECT_EQ(authenticate(db, "chef", "lampe-wolke-ziegel")->id, id);
}

TEST_F(ExternalIdentity, IsKeptOutWhenBlockedHere) {
    const auto account = enter(maria);
    ASSERT_TRUE(set_blocked(db, deed, account->id, true).has_value());
    EXPECT_EQ(enter(maria).error().kind, ErrorKind::forbidden);
}

TEST_F(ExternalIdentity, GoesWithTheAccount) {
    const auto account = enter(maria);
    ASSERT_TRUE(delete_account(db, deed, account->id, nullptr).has_value());
    const auto again = enter(maria);
    EXPECT_NE(again->id, account->id);
}

TEST_F(ExternalIdentity, CopesWithOddNames) {
    EXPECT_EQ(login_from("J\xc3\xb6rg.Gro\xc3\x9f@halle.example"), "joerg.gross");
    EXPECT_EQ(login_from("Amt 50/K\xc4\x99"), "amt-50-k--");
    EXPECT_EQ(login_from("x"), "");
    auto odd = maria;
    odd.login = "@";
    odd.name = std::string(500, 'n');
    const auto account = enter(odd);
    ASSERT_TRUE(account.has_value()) << account.error().message;
    EXPECT_THAT(account->login, testing::StartsWith("p-"));
    EXPECT_EQ(account->name, account->login);
    odd.subject = "";
    EXPECT_EQ(enter(odd).error().kind, ErrorKind::invalid);
    odd.subject = std::string(256, 's');
    EXPECT_EQ(enter(odd).error().kind, ErrorKind::invalid);
}

TEST(RolesOfGroups, FollowTheMapping) {
    const GroupRoles mapping{{"cn=it", Role::it}, {"cn=ki", Role::coordination}};
    EXPECT_EQ(*roles_of_groups(mapping, {"cn=ki", "cn=else"}), only(Role::staff, Role::coordination));
    EXPECT_EQ(*roles_of_groups(mapping, {}), only(Role::staff));
    auto closed = mapping;
    closed.emplace_back("cn=portal", Role::staff);
    EXPECT_EQ(roles_of_groups(closed, {"cn=else"}).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(*roles_of_groups(closed, {"cn=portal"}), only(Role::staff));
    EXPECT_EQ(*roles_of_groups(closed, {"cn=it"}), only(Role::staff, Role::it));
}

}  // namespace
}  // namespace kireise::people
