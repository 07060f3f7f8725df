#include <gmock/gmock.h>

#include "base/files.h"
#include "learning/participation.h"
#include "learning/pass_store.h"
#include "people/content.h"
#include "people/testing.h"
#include "store/sqlite.h"

namespace kireise::learning {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr Date today = 2026y / 6 / 15;

class LearningStore : public testing::Test {
   protected:
    LearningStore() {
        auto tables = people::people_migrations();
        tables.push_back(learning_migrations());
        EXPECT_TRUE(store::migrate(*db, tables));
        pass.id = "pass/p";
        pass.level = 2;
        pass.valid_months = 24;
        pass.courses = {"course/a"};
        pass.acknowledge_guideline = true;
        consent();
    }

    void attempt(const std::string& account, bool passed, Date date = today) {
        Grade grade;
        grade.percent = passed ? 90 : 30;
        grade.passed = passed;
        ASSERT_TRUE(record_attempt(*db, account, "course/a", grade, date));
    }
    void consent(people::ParticipationState answer = people::ParticipationState::agreed) {
        people::give_consent(*db, matter_of(pass), std::chrono::sys_days{today}, answer);
    }
    void announce(int version) {
        ASSERT_TRUE(db->write([&](store::Connection& tx) { return announce_guideline(tx, version); }));
    }
    void acknowledge(const std::string& account, int version) {
        ASSERT_TRUE(db->write([&](store::Connection& tx) { return record_acknowledgement(tx, account, version, today); }));
    }
    Result<IssuedPass> issue(const std::string& account, Date date = today) {
        return issue_pass(*db, seeded_random(seed++), pass, account, date);
    }

    TempDir folder = *TempDir::create();
    std::unique_ptr<store::Database> db = store::open_sqlite(folder.path() / "town.db").value();
    blueprint::Pass pass;
    std::uint64_t seed = 1;
};

TEST_F(LearningStore, KeepsTheNewestLevelsUntilTheyAreDeleted) {
    EXPECT_FALSE(saved_levels(*db, "anna")->has_value());
    ASSERT_TRUE(save_levels(*db, "anna", {"profile/it", {{"competence/x", 1}}, today}));
    ASSERT_TRUE(save_levels(*db, "anna", {"profile/clerk", {{"competence/x", 2}}, 2026y / 7 / 1}));
    const auto saved = saved_levels(*db, "anna")->value();
    EXPECT_EQ(saved.profile, "profile/clerk");
    EXPECT_THAT(saved.levels, ElementsAre(Pair("competence/x", 2)));
    EXPECT_EQ(saved.saved, Date(2026y / 7 / 1));
    EXPECT_FALSE(saved_levels(*db, "ben")->has_value());
    ASSERT_TRUE(delete_levels(*db, "anna"));
    EXPECT_FALSE(saved_levels(*db, "anna")->has_value());
}

TEST_F(LearningStore, ASectionIsDoneOnce) {
    ASSERT_TRUE(record_section(*db, "anna", "course/a", "01-x.md", today));
    ASSERT_TRUE(record_section(*db, "anna", "course/a", "01-x.md", today));
    EXPECT_THAT(*progress(*db, "anna"), ElementsAre(Pair("course/a", ElementsAre("01-x.md"))));
    EXPECT_THAT(*progress(*db, "ben"), IsEmpty());
}

TEST_F(LearningStore, ACourseIsCompletedByTheNewestQuizThatWasPassed) {
    attempt("anna", false);
    EXPECT_THAT(*completions(*db, "anna"), IsEmpty());
    attempt("anna", true, 2026y / 6 / 16);
    attempt("anna", true, 2026y / 6 / 18);
    attempt("anna", false, 2026y / 6 / 20);
    EXPECT_THAT(*completions(*db, "anna"), ElementsAre(Pair("course/a", Date(2026y / 6 / 18))));
    EXPECT_THAT(*completions(*db, "ben"), IsEmpty());
}

TEST_F(LearningStore, TheNewestGuidelineCounts) {
    EXPECT_EQ(*announced_guideline(*db), std::nullopt);
    EXPECT_EQ(*acknowledged(*db, "anna"), std::nullopt);
    announce(1);
    announce(2);
    announce(2);
    acknowledge("anna", 1);
    acknowledge("anna", 1);
    EXPECT_EQ(*announced_guideline(*db), 2);
    EXPECT_EQ(*acknowledged(*db, "anna"), 1);
    EXPECT_EQ(*acknowledged(*db, "ben"), std::nullopt);
    EXPECT_EQ(*acknowledged_on(*db, "anna", 1), today);
    EXPECT_EQ(*acknowledged_on(*db, "anna", 2), std::nullopt);
    EXPECT_EQ(*acknowledgements(*db, 1), 1);
    EXPECT_EQ(*acknowledgements(*db, 2), 0);
}

TEST_F(LearningStore, APassNeedsEveryCondition) {
    attempt("anna", true);
    EXPECT_EQ(issue("anna").error().kind, ErrorKind::conflict) << "no guideline yet";
    announce(1);
    EXPECT_EQ(issue("anna").error().kind, ErrorKind::conflict) << "not acknowledged";
    acknowledge("anna", 1);
    announce(2);
    EXPECT_EQ(issue("anna").error().kind, ErrorKind::conflict) << "only an old version was acknowledged";
    acknowledge("anna", 2);
    EXPECT_EQ(*pass_level(*db, "anna", today), 0);
    EXPECT_EQ(*passes_issued(*db, today), 0);
    const auto issued = issue("anna");
    ASSERT_TRUE(issued);
    EXPECT_EQ(issued->valid_until, Date(2028y / 6 / 15));
    EXPECT_EQ(latest_pass(*db, "anna", "pass/p")->value().id, issued->id);
    EXPECT_FALSE(latest_pass(*db, "ben", "pass/p")->has_value());
}

TEST_F(LearningStore, APassCountsWhileItIsValidAndEachPersonOnce) {
    announce(1);
    for (const std::string account : {"anna", "ben"}) {
        attempt(account, true);
        acknowledge(account, 1);
        ASSERT_TRUE(issue(account));
    }
    EXPECT_EQ(issue("anna").error().kind, ErrorKind::conflict) << "it is still valid";
    attempt("anna", true, 2028y / 5 / 1);
    ASSERT_TRUE(issue("anna", 2028y / 5 / 1));
    EXPECT_EQ(*passes_issued(*db, 2028y / 6 / 15), 2);
    EXPECT_EQ(*passes_issued(*db, 2028y / 6 / 16), 1);
    EXPECT_EQ(*pass_level(*db, "anna", 2028y / 6 / 16), 2);
    EXPECT_EQ(*pass_level(*db, "ben", 2028y / 6 / 15), 2);
    EXPECT_EQ(*pass_level(*db, "ben", 2028y / 6 / 16), 0);
    EXPECT_EQ(*pass_level(*db, "ben", 2026y / 6 / 14), 0);
}

TEST_F(LearningStore, APassIsIssuedOnlyWithConsentToItsConditions) {
    attempt("anna", true);
    announce(1);
    acknowledge("anna", 1);
    consent(people::ParticipationState::refused);
    EXPECT_EQ(issue("anna").error().kind, ErrorKind::forbidden);
    consent();
    pass.valid_months = 36;
    EXPECT_EQ(issue("anna").error().kind, ErrorKind::forbidden) << "consent was for 24 months";
    pass.valid_months = 24;
    ASSERT_TRUE(issue("anna"));
    consent(people::ParticipationState::refused);
    EXPECT_EQ(*pass_level(*db, "anna", today), 2) << "what was issued stays";
}

}  // namespace
}  // namespace kireise::learning
