#include "usecases/register_store.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "people/audit.h"
#include "store/sqlite.h"

namespace kireise::usecases {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono;

const Decided decided{Date{year{2026} / 6 / 15}, "commit-1", "account-1"};

class Register : public ::testing::Test {
   protected:
    void SetUp() override { ASSERT_TRUE(store::migrate(*db, {usecase_migrations(), people::audit_migrations()})); }

    void enter(const std::string& usecase, Stage from, Stage to) {
        ASSERT_TRUE(enter_stage(*db, deed, from, {usecase, to, "because", decided}));
    }

    TempDir folder = *TempDir::create();
    Random random = system_random();
    people::Deed deed{random, sys_days{year{2026} / 6 / 15}, "account-1"};
    std::unique_ptr<store::Database> db = *store::open_sqlite(folder.path() / "town.db");
};

Ranking two_ranked_one_out() {
    return {.ranked = {{.id = "usecase/a", .rank = 1, .score = 8.25, .value = 9, .feasibility = 7, .open_gates = {}, .failed_gates = {}},
                       {.id = "usecase/b", .rank = 2, .score = 5, .value = 4, .feasibility = 6, .open_gates = {"g"}, .failed_gates = {}}},
            .knocked_out = {{.id = "usecase/c", .score = 9, .open_gates = {}, .failed_gates = {"g"}}}};
}

TEST_F(Register, StartsWithIdeas) {
    EXPECT_EQ(stage_of(*db, "usecase/a"), Stage::idea);
    EXPECT_THAT(*current_stages(*db), IsEmpty());
    EXPECT_EQ(ranked_usecases(*db), 0);
    EXPECT_FALSE(latest_ranking(*db)->has_value());
}

TEST_F(Register, KeepsEveryStageWithReasonDateAndCommit) {
    enter("usecase/a", Stage::idea, Stage::checked);
    enter("usecase/b", Stage::idea, Stage::ended);
    enter("usecase/a", Stage::checked, Stage::testing);
    EXPECT_EQ(stage_of(*db, "usecase/a"), Stage::testing);
    const auto history = *stage_history(*db, "usecase/a");
    ASSERT_EQ(history.size(), 2);
    EXPECT_EQ(history[0].stage, Stage::testing);
    EXPECT_EQ(history[1].stage, Stage::checked);
    EXPECT_EQ(history[0].reason, "because");
    EXPECT_EQ(history[0].decided.date, decided.date);
    EXPECT_EQ(history[0].decided.commit, "commit-1");
    const auto stages_now = *current_stages(*db);
    EXPECT_EQ(stages_now.at("usecase/a").stage, Stage::testing);
    EXPECT_EQ(stages_now.at("usecase/b").stage, Stage::ended);
}

TEST_F(Register, RefusesAMoveFromAStageThatHasChanged) {
    enter("usecase/a", Stage::idea, Stage::checked);
    const auto late = enter_stage(*db, deed, Stage::idea, {"usecase/a", Stage::ended, "too late", decided});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, ErrorKind::conflict);
    EXPECT_EQ(stage_of(*db, "usecase/a"), Stage::checked);
}

TEST_F(Register, KeepsADecidedRankingAsItWas) {
    ASSERT_EQ(decide_ranking(*db, deed, 0, two_ranked_one_out(), decided, "ranked"), 1);
    const auto latest = *latest_ranking(*db);
    ASSERT_TRUE(latest);
    EXPECT_EQ(latest->decided.commit, "commit-1");
    EXPECT_EQ(latest->rows, rows_of(two_ranked_one_out()));
    EXPECT_EQ(latest->rows[2].readiness, Readiness::out);
    EXPECT_EQ(ranked_usecases(*db), 3);
}

TEST_F(Register, CountsOnlyTheLatestRanking) {
    ASSERT_TRUE(decide_ranking(*db, deed, 0, two_ranked_one_out(), decided, "ranked"));
    auto smaller = two_ranked_one_out();
    smaller.knocked_out.clear();
    ASSERT_EQ(decide_ranking(*db, deed, 1, smaller, decided, "ranked"), 2);
    EXPECT_EQ(ranked_usecases(*db), 2);
}

TEST_F(Register, ADecisionPrioritisesWhatIsNotKnockedOutAndNotFurtherOn) {
    enter("usecase/a", Stage::idea, Stage::testing);
    ASSERT_TRUE(decide_ranking(*db, deed, 0, two_ranked_one_out(), decided, "Rangfolge 1"));
    EXPECT_EQ(stage_of(*db, "usecase/a"), Stage::testing);
    EXPECT_EQ(stage_of(*db, "usecase/b"), Stage::prioritised);
    EXPECT_EQ(stage_of(*db, "usecase/c"), Stage::idea);
    EXPECT_EQ(stage_history(*db, "usecase/b")->front().reason, "Rangfolge 1");
}

TEST(Stages, OpenGatesMayBeTestedButNotUsedAndFailedOnesNeither) {
    EXPECT_TRUE(may_enter(Stage::testing, Readiness::open));
    EXPECT_FALSE(may_enter(Stage::in_use, Readiness::open));
    EXPECT_TRUE(may_enter(Stage::in_use, Readiness::ready));
    EXPECT_FALSE(may_enter(Stage::testing, Readiness::out));
    EXPECT_FALSE(may_enter(Stage::prioritised, Readiness::out));
    EXPECT_TRUE(may_enter(Stage::ended, Readiness::out));
    EXPECT_TRUE(is_released(Stage::testing));
    EXPECT_FALSE(is_released(Stage::prioritised));
}

}  // namespace
}  // namespace kireise::usecases
