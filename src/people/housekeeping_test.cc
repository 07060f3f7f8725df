#include "people/housekeeping.h"

#include <gmock/gmock.h>

#include "people/accounts.h"
#include "people/invitation.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Housekeeping : public testing::Test {
   protected:
    int run(std::vector<DocumentRoom> rooms = {}) {
        const auto done = store::run_waiting_jobs(db, {{std::string(housekeeping), housekeeping_handler(town.town(), std::move(rooms))}},
                                                  town.town().clock(), town.town().random());
        EXPECT_TRUE(done.has_value()) << done.error().message;
        return done.value_or(0);
    }
    store::Job newest() { return store::list_jobs(db, 1)->front(); }
    void after(std::chrono::milliseconds time) { town.set_now(town.town().now() + time); }
    std::int64_t sessions() {
        return std::get<0>(
            **db.read([](store::Connection& tx) { return store::query_one<std::int64_t>(tx, "SELECT COUNT(*) FROM session"); }));
    }

    TestTown town{{}, {}};
    store::Database& db = town.town().db();
};

TEST_F(Housekeeping, IsPlannedOnceADay) {
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(plan_housekeeping(town.town()));
    EXPECT_EQ(run(), 1);
    after(23h);
    ASSERT_TRUE(plan_housekeeping(town.town()));
    EXPECT_EQ(run(), 0);
    after(1h);
    ASSERT_TRUE(plan_housekeeping(town.town()));
    EXPECT_EQ(run(), 1);
}

TEST_F(Housekeeping, RemovesWhatHasExpiredAndKeepsTheRest) {
    const auto others = sessions();  // open for years
    ASSERT_TRUE(open_session(db, town.town().random(), town.town().now(), town.account(Role::staff)));
    ASSERT_TRUE(plan_housekeeping(town.town()));
    run();
    EXPECT_EQ(sessions(), others + 1);
    after(24h * 40);
    ASSERT_TRUE(plan_housekeeping(town.town()));
    run();
    EXPECT_EQ(sessions(), others);
    EXPECT_EQ(store::list_jobs(db, 10)->size(), 1U) << "the job of 40 days ago is forgotten, this one is not";
    EXPECT_THAT(newest().result, HasSubstr("\"jobs\":1"));
}

TEST_F(Housekeeping, RemovesDocumentsThatNoRoomNamesAfterADay) {
    const std::string named(32, 'a');
    const std::string left(32, 'b');
    const std::string young(32, 'c');
    auto& documents = town.town().documents();
    ASSERT_TRUE(documents.put(named, "1", town.town().now()));
    ASSERT_TRUE(documents.put(left, "2", town.town().now()));
    after(25h);
    ASSERT_TRUE(documents.put(young, "3", town.town().now()));
    ASSERT_TRUE(plan_housekeeping(town.town()));
    run({{"room", [&](store::Connection&) -> Result<std::vector<std::string>> { return std::vector{named}; }}});
    EXPECT_TRUE(documents.get(named));
    EXPECT_TRUE(documents.get(young));
    EXPECT_FALSE(documents.get(left));
}

TEST_F(Housekeeping, RemovesNoDocumentWhenARoomCannotNameItsOwn) {
    const std::string id(32, 'a');
    ASSERT_TRUE(town.town().documents().put(id, "1", town.town().now()));
    after(25h);
    ASSERT_TRUE(plan_housekeeping(town.town()));
    run({{"room", [](store::Connection&) -> Result<std::vector<std::string>> { return fail(ErrorKind::io, "Unreadable."); }}});
    EXPECT_TRUE(town.town().documents().get(id));
    EXPECT_EQ(newest().state, store::JobState::failed);
    EXPECT_THAT(town.get("/jobs", Role::admin).body, HasSubstr("Unreadable."));
}

TEST_F(Housekeeping, IsBegunAndCancelledOnItsPage) {
    EXPECT_THAT(town.get("/jobs", Role::it).body, HasSubstr("Bisher gibt es keine Aufgaben."));
    EXPECT_EQ(town.get("/jobs", Role::staff).status, 403);
    EXPECT_EQ(town.post("/jobs/housekeeping", {}, Role::it).location, "/jobs?notice=planned");
    EXPECT_THAT(town.get("/jobs?notice=planned", Role::it).body, testing::AllOf(HasSubstr("wartet"), HasSubstr("Abbrechen")));
    EXPECT_EQ(town.post("/jobs/" + newest().id + "/cancel", {}, Role::it).location, "/jobs?notice=cancelled");
    EXPECT_EQ(town.post("/jobs/" + newest().id + "/cancel", {}, Role::it).location, "/jobs?notice=ended");
    EXPECT_EQ(town.post("/jobs/" + std::string(32, 'f') + "/cancel", {}, Role::it).status, 404);
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(town.post("/jobs/housekeeping", {}, Role::admin).status, 303);
    EXPECT_EQ(run(), 1);
    EXPECT_THAT(town.get("/jobs", Role::admin).body, HasSubstr("Dateien ohne Eintrag gelöscht: 0."));
}

}  // namespace
}  // namespace kireise::people
