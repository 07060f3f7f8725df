#include "lab/rating.h"

#include <gmock/gmock.h>

#include <set>

#include "base/files.h"
#include "lab/lab_store.h"
#include "lab/rating_store.h"
#include "lab/testing.h"
#include "people/audit.h"
#include "store/sqlite.h"

namespace kireise::lab {
namespace {

// Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, table I, method 3 (score).
TEST(Wilson, GivesThePublishedIntervals) {
    const auto is = [](Interval found, double low, double high) {
        EXPECT_NEAR(found.low, low, 0.00005);
        EXPECT_NEAR(found.high, high, 0.00005);
    };
    is(wilson(81, 263), 0.2553, 0.3662);
    is(wilson(15, 148), 0.0624, 0.1605);
    is(wilson(0, 20), 0, 0.1611);
    is(wilson(1, 29), 0.0061, 0.1718);
    EXPECT_EQ(wilson(0, 0), (Interval{0, 1})) << "nothing is known";
}

LabRun run_of(const std::string& id, int cases) {
    auto run = testing::some_run(id, "usecase/x");
    run.cases.clear();
    for (int i = 0; i < cases; ++i) run.cases.push_back({.id = "c" + std::to_string(i), .input = "?", .answer = id});
    return run;
}

TEST(Rating, DrawsOrderAndSidesOfTheCasesInCommon) {
    const auto first = run_of("one", 200);
    auto second = run_of("two", 150);
    second.cases[7].problem = "Too long.";
    const auto ballots = draw_ballots(first, second, seeded_random(1));
    ASSERT_EQ(ballots.size(), 149U);
    std::set<std::string> cases;
    int sides = 0, in_place = 0;
    for (std::size_t i = 0; i < ballots.size(); ++i) {
        cases.insert(ballots[i].case_id);
        sides += ballots[i].first_is_a ? 1 : 0;
        in_place += ballots[i].case_id == first.cases[i].id ? 1 : 0;
        EXPECT_EQ(ballots[i].place, static_cast<int>(i));
    }
    EXPECT_EQ(cases.size(), 149U);
    EXPECT_GT(sides, 50);
    EXPECT_LT(sides, 100);
    EXPECT_LT(in_place, 10);
}

TEST(Rating, TiesAreNoPreference) {
    const RatingResult result{.raters = 3, .cases = 5, .first = 5, .second = 15, .ties = 100};
    EXPECT_DOUBLE_EQ(result.share_of_second(), 0.75);
    EXPECT_EQ(result.interval(), wilson(15, 20));
    EXPECT_EQ(RatingResult{}.share_of_second(), 0);
}

class RatingStore : public ::testing::Test {
   protected:
    RatingStore() { EXPECT_TRUE(store::migrate(*db, {people::audit_migrations(), lab_migrations()})); }
    people::Deed deed() { return {random, Instant{std::chrono::seconds{100}}, ""}; }
    Rating opened() {
        EXPECT_TRUE(open_rating(*db, deed(), first, second));
        return ratings_of(*db, "usecase/x")->front();
    }
    Result<> join(const Rating& rating, const std::string& rater) { return join_rating(*db, random, rater, rating, first, second); }
    std::int64_t votes() {
        return std::get<0>(
            **db->read([](store::Connection& tx) { return store::query_one<std::int64_t>(tx, "SELECT COUNT(*) FROM lab_rating_vote"); }));
    }

    Random random = seeded_random(1);
    LabRun first = run_of("one", 4), second = run_of("two", 4);
    TempDir folder = TempDir::create().value();
    std::unique_ptr<store::Database> db = store::open_sqlite(folder.path() / "db").value();
};

TEST_F(RatingStore, CountsByRunNotBySideAndDropsTheRaters) {
    const auto rating = opened();
    for (const auto* rater : {"anna", "ben"}) {
        ASSERT_TRUE(join(rating, rater));
        for (int i = 0; i < 4; ++i) {
            const auto progress = rating_progress(*db, rating.id, rater).value();
            ASSERT_TRUE(progress.next);
            EXPECT_EQ(progress.done, static_cast<std::size_t>(i));
            const bool tie = i == 3;
            const auto for_second = progress.next->first_is_a ? Choice::b : Choice::a;
            ASSERT_TRUE(judge_case(*db, rating.id, rater, progress.next->case_id, tie ? Choice::tie : for_second));
        }
        EXPECT_FALSE(rating_progress(*db, rating.id, rater)->next);
    }
    ASSERT_TRUE(join(rating, "carla")) << "who looks and says nothing";
    EXPECT_EQ(turnout(*db, rating.id)->judgements, 8);
    ASSERT_TRUE(close_rating(*db, deed(), rating));
    const auto closed = ratings_of(*db, "usecase/x")->front();
    EXPECT_FALSE(closed.open());
    EXPECT_EQ(closed.result.first, 0U);
    EXPECT_EQ(closed.result.second, 6U);
    EXPECT_EQ(closed.result.ties, 2U);
    EXPECT_EQ(closed.result.raters, 2U);
    EXPECT_EQ(closed.result.cases, 4U);
    EXPECT_EQ(votes(), 0);
    EXPECT_EQ(people::audit_entries(*db, 1)->front().action, "lab.rating_closed");
}

TEST_F(RatingStore, ARaterCountsOnceForEachCase) {
    const auto rating = opened();
    ASSERT_TRUE(join(rating, "anna"));
    ASSERT_TRUE(join(rating, "anna"));
    EXPECT_EQ(votes(), 4);
    ASSERT_TRUE(judge_case(*db, rating.id, "anna", "c1", Choice::a));
    EXPECT_EQ(judge_case(*db, rating.id, "anna", "c1", Choice::b).error().kind, ErrorKind::conflict);
    EXPECT_EQ(judge_case(*db, rating.id, "anna", "c9", Choice::a).error().kind, ErrorKind::conflict);
    EXPECT_EQ(judge_case(*db, rating.id, "ben", "c1", Choice::a).error().kind, ErrorKind::conflict) << "has not begun";
    EXPECT_EQ(turnout(*db, rating.id)->judgements, 1);
}

TEST_F(RatingStore, OneIsOpenAtATimeAndAClosedOneStays) {
    const auto rating = opened();
    EXPECT_EQ(open_rating(*db, deed(), first, second).error().kind, ErrorKind::conflict);
    ASSERT_TRUE(close_rating(*db, deed(), rating));
    EXPECT_EQ(close_rating(*db, deed(), rating).error().kind, ErrorKind::conflict);
    EXPECT_EQ(join(rating, "anna").error().kind, ErrorKind::conflict);
    EXPECT_TRUE(open_rating(*db, deed(), first, second));
}

TEST_F(RatingStore, OnlyRealRunsOfOneUseCaseAreRated) {
    auto synthetic = second, scripted = second, other = second;
    synthetic.engine.synthetic = true;
    scripted.engine.scripted = true;
    other.usecase = "usecase/y";
    for (const auto& run : {synthetic, scripted, other, first})
        EXPECT_EQ(open_rating(*db, deed(), first, run).error().kind, ErrorKind::invalid) << run.id;
}

TEST_F(RatingStore, ForgetsAPerson) {
    const auto rating = opened();
    ASSERT_TRUE(join(rating, "anna"));
    ASSERT_TRUE(db->write([](store::Connection& tx) { return lab_person_data().forget(tx, "anna"); }));
    EXPECT_EQ(votes(), 0);
}

}  // namespace
}  // namespace kireise::lab
