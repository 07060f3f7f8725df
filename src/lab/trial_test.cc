#include "lab/trial.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "base/files.h"
#include "lab/lab_store.h"
#include "lab/trial_store.h"
#include "people/audit.h"
#include "store/sqlite.h"

namespace kireise::lab {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Trial some_trial() {
    return {.usecase = "usecase/x",
            .participants = {{"profile/clerk", 4}, {"profile/it", 1}},
            .from = Date{std::chrono::year{2026} / 6 / 1},
            .until = Date{std::chrono::year{2026} / 6 / 30},
            .tasks = {{"Brief", 20, 12, 0}, {"Bescheid", 30, 20, 1}, {"Vermerk", 10, 4, 0}},
            .feedback = "Gut.",
            .reason = ""};
}

Trial decided_trial() {
    auto trial = some_trial();
    trial.decision = TrialDecision::go_on;
    trial.reason = "Es spart Zeit.";
    trial.decided_on = Date{std::chrono::year{2026} / 7 / 1};
    return trial;
}

// By hand: saved 8, 10, 6; mean 8; before 20, after 12.
TEST(Trial, FiguresAreMeansOfTheTasks) {
    const auto found = figures_of(some_trial(), {600, 1200});
    ASSERT_TRUE(found);
    EXPECT_DOUBLE_EQ(found->before, 20);
    EXPECT_DOUBLE_EQ(found->after, 12);
    EXPECT_DOUBLE_EQ(found->saved, 8);
    EXPECT_EQ(found->errors, 1);
    EXPECT_GE(found->interval.low, 6);
    EXPECT_LE(found->interval.high, 10);
    EXPECT_TRUE(found->clear());
    EXPECT_DOUBLE_EQ(found->hours_per_year.low, found->interval.low * 600 / 60);
    EXPECT_DOUBLE_EQ(found->hours_per_year.high, found->interval.high * 1200 / 60);
    EXPECT_FALSE(figures_of({}, {1, 2}));
}

TEST(Trial, WhereItTakesLongerMostCasesCostMost) {
    Trial trial{.tasks = {{"a", 5, 10, 0}, {"b", 5, 10, 0}}};
    const auto found = figures_of(trial, {60, 120});
    EXPECT_DOUBLE_EQ(found->hours_per_year.low, -10);
    EXPECT_DOUBLE_EQ(found->hours_per_year.high, -5);
}

TEST(Trial, TellsWhatIsWrong) {
    EXPECT_THAT(problems_of(some_trial()), IsEmpty());
    EXPECT_THAT(problems_of(decided_trial()), IsEmpty());
    auto trial = some_trial();
    trial.tasks[0].after = -1;
    trial.tasks[1].task = " ";
    trial.until = Date{std::chrono::year{2026} / 5 / 1};
    trial.participants["profile/clerk"] = 2000;
    EXPECT_THAT(problems_of(trial),
                ElementsAre(TrialProblem::participants, TrialProblem::period, TrialProblem::tasks, TrialProblem::minutes));
    Trial empty{.usecase = "usecase/x"};
    EXPECT_THAT(problems_of(empty), IsEmpty()) << "a trial that begins";
    empty.decision = TrialDecision::stop;
    EXPECT_THAT(problems_of(empty),
                ElementsAre(TrialProblem::participants, TrialProblem::tasks, TrialProblem::reason, TrialProblem::decision));
}

RC_GTEST_PROP(TrialProperties, TheIntervalHoldsTheMeanAndKeepsToTheTasks, ()) {
    Trial trial;
    const auto minutes = rc::gen::map(rc::gen::inRange(0, 1000), [](int value) { return value / 10.0; });
    for (int i = 0, n = *rc::gen::inRange(1, 20); i < n; ++i) trial.tasks.push_back({"t", *minutes, *minutes, 0});
    const auto found = *figures_of(trial, {1, 2});
    RC_ASSERT(found.interval.low <= found.saved + 1e-9 && found.saved <= found.interval.high + 1e-9);
    RC_ASSERT(found.hours_per_year.low <= found.hours_per_year.high);
}

class TrialStore : public ::testing::Test {
   protected:
    TrialStore() { EXPECT_TRUE(store::migrate(*db, {people::audit_migrations(), lab_migrations()})); }
    people::Deed deed() { return {random, {}, ""}; }

    Random random = seeded_random(1);
    TempDir folder = TempDir::create().value();
    std::unique_ptr<store::Database> db = store::open_sqlite(folder.path() / "db").value();
};

TEST_F(TrialStore, GivesBackWhatWasSavedAndAuditsIt) {
    const auto id = save_trial(*db, deed(), some_trial());
    ASSERT_TRUE(id) << id.error().message;
    const auto kept = trials_of(*db, "usecase/x").value();
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].id, *id);
    EXPECT_EQ(kept[0].version, 1);
    EXPECT_EQ(to_json(kept[0]), to_json(some_trial()));
    EXPECT_EQ(people::audit_entries(*db, 1)->front().action, "lab.trial_saved");
}

TEST_F(TrialStore, TheSecondOfTwoEditsIsTold) {
    auto one = some_trial();
    one.id = save_trial(*db, deed(), one).value();
    one.version = 1;
    auto other = one;
    one.feedback = "A";
    other.feedback = "B";
    EXPECT_TRUE(save_trial(*db, deed(), one));
    EXPECT_EQ(save_trial(*db, deed(), other).error().kind, ErrorKind::conflict);
    EXPECT_EQ(trials_of(*db, "usecase/x")->front().feedback, "A");
    EXPECT_EQ(save_trial(*db, deed(), some_trial()).error().kind, ErrorKind::conflict) << "one is open";
}

TEST_F(TrialStore, ADecidedTrialStaysAndAnotherMayBegin) {
    auto trial = decided_trial();
    trial.id = save_trial(*db, deed(), some_trial()).value();
    trial.version = 1;
    ASSERT_TRUE(save_trial(*db, deed(), trial));
    EXPECT_EQ(people::audit_entries(*db, 1)->front().action, "lab.trial_decided");
    trial.version = 2;
    trial.reason = "Doch anders entschieden.";
    EXPECT_EQ(save_trial(*db, deed(), trial).error().kind, ErrorKind::conflict);
    EXPECT_TRUE(save_trial(*db, deed(), some_trial()));
    EXPECT_EQ(trials_of(*db, "usecase/x")->size(), 2U);
    auto incomplete = some_trial();
    incomplete.tasks[0].before = -3;
    EXPECT_EQ(save_trial(*db, deed(), incomplete).error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace kireise::lab
