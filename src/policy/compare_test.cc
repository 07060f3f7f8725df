#include "policy/compare.h"

#include <gmock/gmock.h>

#include "policy/testing.h"

namespace kireise::policy {
namespace {

const auto guideline = testing::small_guideline();
const auto clauses = testing::small_clauses();

AssembledGuideline assembled(const Answers& answers) {
    return *assemble(guideline, clauses, with_defaults(guideline, answers), {"Halle", "ST", "heute"});
}

TEST(Compare, FindsTheSameText) {
    for (const auto& clause : compare(assembled({}), assembled({}))) EXPECT_EQ(clause.difference, Difference::same);
}

TEST(Compare, TellsAnotherValueFromAnotherVariant) {
    const auto result = compare(assembled({}), assembled({{"months", "18"}, {"cloud", "yes"}}));
    ASSERT_EQ(result.size(), 2);
    EXPECT_EQ(result[0].difference, Difference::value);
    EXPECT_EQ(result[0].pieces[1], (Piece{Piece::Kind::deleted, "12 "}));
    EXPECT_EQ(result[1].difference, Difference::variant);
    EXPECT_EQ(result[1].muster_variant, "Keine Cloud");
    EXPECT_EQ(result[1].town_variant, "Mit Pass");
}

TEST(Compare, ShowsClausesThatOnlyOneSideHas) {
    auto town = assembled({});
    auto muster = town;
    town.sections.pop_back();
    muster.sections.erase(muster.sections.begin());
    const auto result = compare(muster, town);
    ASSERT_EQ(result.size(), 2);
    EXPECT_EQ(result[0].difference, Difference::added);
    EXPECT_EQ(result[1].difference, Difference::removed);
    EXPECT_EQ(result[1].number, 0);
}

}  // namespace
}  // namespace kireise::policy
