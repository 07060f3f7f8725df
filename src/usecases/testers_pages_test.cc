#include "usecases/testers_pages.h"

#include <gmock/gmock.h>

#include "people/testing.h"
#include "usecases/register_store.h"
#include "usecases/testers_store.h"
#include "usecases/usecases_pages.h"

namespace kireise::usecases {
namespace {

using people::Role;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto coordination = Role::coordination;
const std::string usecase = "usecase/plain-language";
const std::string page_of_it = "/usecases/plain-language";

class TesterPages : public ::testing::Test {
   protected:
    store::Database& db() { return town.town().db(); }

    void enter(Stage stage) {
        ASSERT_TRUE(enter_stage(db(), {town.town().random(), town.town().now(), "account"}, *stage_of(db(), usecase),
                                {usecase, stage, "because", {town.town().today(), "commit", "account"}}));
    }

    std::string login(Role role) {
        const auto accounts = *people::list_accounts(db());
        return std::ranges::find(accounts, town.account(role), &people::Account::id)->login;
    }

    people::Answer add(const std::string& name, Role as = coordination) {
        return town.post(page_of_it + "/testers", {{"login", name}}, as);
    }

    people::TestTown town{{usecase_migrations()}, usecases_routes()};
};

TEST_F(TesterPages, CoordinationNamesAndRemovesPeopleBySignIn) {
    enter(Stage::testing);
    EXPECT_THAT(town.get(page_of_it, coordination).body, HasSubstr("Noch niemand"));
    EXPECT_EQ(add(" " + login(Role::staff) + " ").location, page_of_it + "#testers");
    EXPECT_THAT(*testers_of(db(), usecase), ElementsAre(town.account(Role::staff)));
    EXPECT_THAT(town.get(page_of_it, coordination).body, HasSubstr(town.account(Role::staff)));
    const auto removed = town.post(page_of_it + "/testers/remove", {{"account", town.account(Role::staff)}}, coordination);
    EXPECT_EQ(removed.location, page_of_it + "#testers");
    EXPECT_THAT(*testers_of(db(), usecase), IsEmpty());
}

TEST_F(TesterPages, OthersSeeOnlyWhetherTheyAreNamedThemselves) {
    enter(Stage::testing);
    ASSERT_EQ(add(login(Role::staff)).status, 303);
    EXPECT_THAT(town.get(page_of_it, Role::staff).body,
                AllOf(HasSubstr("Sie sind als Testperson benannt"), Not(HasSubstr("/testers")), Not(HasSubstr(town.account(Role::staff)))));
    EXPECT_THAT(town.get(page_of_it, Role::it).body, HasSubstr("Sie sind nicht als Testperson benannt"));
    for (const auto role : {Role::staff, Role::it, Role::data_protection, Role::staff_council, Role::admin}) {
        EXPECT_EQ(add(login(role), role).status, 403);
        EXPECT_EQ(town.post(page_of_it + "/testers/remove", {{"account", town.account(Role::staff)}}, role).status, 403);
    }
    EXPECT_THAT(*testers_of(db(), usecase), ElementsAre(town.account(Role::staff)));
}

TEST_F(TesterPages, AnUnknownSignInComesBackAtItsField) {
    enter(Stage::testing);
    const auto page = add("<niemand>");
    EXPECT_EQ(page.status, 400);
    EXPECT_THAT(page.body, AllOf(HasSubstr("id=\"login-error\""), HasSubstr("value=\"&lt;niemand&gt;\"")));
    EXPECT_EQ(town.post("/usecases/nothing/testers", {{"login", "x"}}, coordination).status, 404);
}

TEST_F(TesterPages, ThereAreNoneWhenItIsNotInTest) {
    EXPECT_THAT(town.get(page_of_it, coordination).body, Not(HasSubstr("/testers")));
    EXPECT_EQ(add(login(Role::staff)).status, 409);
    enter(Stage::testing);
    ASSERT_EQ(add(login(Role::staff)).status, 303);
    enter(Stage::ended);
    EXPECT_THAT(town.get(page_of_it, coordination).body, Not(HasSubstr("/testers")));
    EXPECT_THAT(*testers_of(db(), usecase), IsEmpty());
}

}  // namespace
}  // namespace kireise::usecases
