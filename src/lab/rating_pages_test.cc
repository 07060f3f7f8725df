#include "lab/rating_pages.h"

#include <gmock/gmock.h>

#include "lab/lab_pages.h"
#include "lab/lab_store.h"
#include "lab/testing.h"
#include "people/testing.h"

namespace kireise::lab {
namespace {

using people::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class RatingPages : public ::testing::Test {
   protected:
    RatingPages() {
        for (const auto* id : {"small", "large"}) {
            auto run = testing::some_run(id, "usecase/plain-language");
            run.engine.name = std::string("engine-") + id;
            run.cases.front().answer = std::string("Antwort von ") + (id[0] == 's' ? "eins" : "zwei");
            EXPECT_TRUE(save_run(town.town().db(), run));
        }
    }
    people::Answer post(const std::string& what, const net::Fields& fields, Role role) {
        return town.post(path + "/" + what, fields, role);
    }

    const std::string path = "/tests/plain-language/rating";
    people::TestTown town{{lab_migrations()}, lab_routes()};
};

TEST_F(RatingPages, NamesNoEngineBeforeItIsClosed) {
    ASSERT_EQ(post("open", {{"first", "small"}, {"second", "large"}}, Role::coordination).status, 303);
    ASSERT_EQ(post("join", {}, Role::staff).status, 303);
    const auto page = town.get(path, Role::staff).body;
    EXPECT_THAT(page, AllOf(HasSubstr("Antwort von eins"), HasSubstr("Antwort von zwei"), HasSubstr("Fall 1 von 1"),
                            Not(HasSubstr("engine-")), Not(HasSubstr("[["))));
    ASSERT_EQ(post("judge", {{"case", "one"}, {"choice", "a"}}, Role::staff).status, 303);
    EXPECT_EQ(post("judge", {{"case", "one"}, {"choice", "b"}}, Role::staff).status, 409) << "once";
    EXPECT_THAT(town.get(path, Role::staff).body, AllOf(HasSubstr("alle Fälle beurteilt"), Not(HasSubstr("engine-"))));
    EXPECT_THAT(town.get(path, Role::it).body, AllOf(HasSubstr("1 Urteile von 1 Personen"), Not(HasSubstr("engine-"))));
    ASSERT_EQ(post("close", {}, Role::it).status, 303);
    EXPECT_THAT(town.get(path, Role::staff).body, AllOf(HasSubstr("engine-small"), HasSubstr("engine-large"), HasSubstr("Wilson"),
                                                        HasSubstr("1 Personen"), Not(HasSubstr("[["))));
}

TEST_F(RatingPages, OnlyOrganisersOpenAndClose) {
    for (const auto role : {Role::staff, Role::data_protection, Role::staff_council}) {
        EXPECT_EQ(post("open", {{"first", "small"}, {"second", "large"}}, role).status, 403);
        EXPECT_EQ(post("close", {}, role).status, 403);
    }
    EXPECT_THAT(town.get(path, Role::staff).body, Not(HasSubstr("rating/open")));
}

TEST_F(RatingPages, SaysWhatCannotBe) {
    EXPECT_EQ(post("open", {{"first", "small"}, {"second", "small"}}, Role::it).status, 400);
    EXPECT_EQ(post("open", {{"first", "small"}, {"second", "nothing"}}, Role::it).status, 404);
    EXPECT_EQ(post("join", {}, Role::staff).status, 409) << "none is open";
    ASSERT_EQ(post("open", {{"first", "small"}, {"second", "large"}}, Role::it).status, 303);
    EXPECT_EQ(post("judge", {{"case", "one"}, {"choice", "c"}}, Role::staff).status, 400);
    EXPECT_EQ(post("judge", {{"case", "one"}, {"choice", "a"}}, Role::staff).status, 409) << "not begun";
}

TEST_F(RatingPages, TheLadderComparesAndExports) {
    const auto ladder = town.get("/tests/plain-language/ladder");
    EXPECT_THAT(ladder.body, AllOf(HasSubstr("nicht getestet"), HasSubstr("Sprachmodell mit bis zu 1"),
                                   HasSubstr("/tests/plain-language/compare"), Not(HasSubstr("[["))));
    EXPECT_EQ(town.get("/tests/plain-language/ladder.json").status, 200);
    const auto compared = town.get("/tests/plain-language/compare?first=small&second=large");
    EXPECT_THAT(compared.body, AllOf(HasSubstr("Antwort von eins"), HasSubstr("Antwort von zwei"), HasSubstr("Kein klarer Unterschied"),
                                     Not(HasSubstr("[["))));
    EXPECT_EQ(town.get("/tests/mail-sorting/compare?first=small&second=large").status, 404) << "of another use case";
    EXPECT_EQ(town.get("/tests/plain-language/compare?first=small&second=none").status, 404);
    EXPECT_EQ(town.get("/tests/nothing/ladder").status, 404);
    EXPECT_EQ(town.get("/tests/small.csv").status, 200);
    EXPECT_EQ(town.get("/tests/small.odt").status, 200);
    EXPECT_EQ(town.get("/tests/none.odt").status, 404);
}

TEST_F(RatingPages, EnglishIsComplete) {
    for (const auto* page : {"/tests/plain-language/rating", "/tests/plain-language/ladder", "/tests/plain-language/trial",
                             "/tests/plain-language/compare?first=small&second=large"})
        EXPECT_THAT(town.get(page, Role::it, {"lang=en"}).body, Not(HasSubstr("[["))) << page;
}

}  // namespace
}  // namespace kireise::lab
