#include "policy/acknowledgement.h"

#include <gtest/gtest.h>

#include "learning/learning_store.h"
#include "people/testing.h"
#include "policy/guideline_store.h"
#include "policy/participation.h"

namespace kireise::policy {
namespace {

using namespace std::chrono;

constexpr Date today{year{2026} / 6 / 15};
constexpr Date tomorrow{year{2026} / 6 / 16};

class Acknowledgement : public ::testing::Test {
   protected:
    std::shared_ptr<const Adopted> adopt_edition(const std::string& approver, Date effective = today) {
        const auto answers = with_defaults((*town().content())->guideline(), {{"approver", approver}});
        house.consent(draft_matter(town(), **town().content(), answers).value());
        EXPECT_TRUE(adopt(town(), "account-1", *town().head_commit(), answers,
                          {"Halle (Saale)", "Sachsen-Anhalt", "Oberbürgermeister", "", today, effective}));
        return *adopted(town());
    }
    const people::Town& town() { return house.town(); }

    people::TestTown house{{learning::learning_migrations(), policy_migrations()}, {}};
};

TEST_F(Acknowledgement, BelongsToOnePersonAndOneEdition) {
    const auto first = adopt_edition("die Amtsleitung");
    EXPECT_FALSE(*has_acknowledged(town(), "anna", *first));
    EXPECT_EQ(*acknowledged_on(town(), "anna", *first), std::nullopt);
    ASSERT_TRUE(acknowledge(town(), "anna", *first));
    EXPECT_TRUE(*has_acknowledged(town(), "anna", *first));
    EXPECT_EQ(*acknowledged_on(town(), "anna", *first), today);
    EXPECT_FALSE(*has_acknowledged(town(), "ben", *first));
    EXPECT_EQ(*acknowledgements(town(), *first), 1);
}

TEST_F(Acknowledgement, IsAskedAgainForANewEdition) {
    ASSERT_TRUE(acknowledge(town(), "anna", *adopt_edition("die Amtsleitung")));
    const auto second = adopt_edition("die KI-Koordination");
    EXPECT_FALSE(*has_acknowledged(town(), "anna", *second));
    EXPECT_EQ(*acknowledged_on(town(), "anna", *second), std::nullopt);
    EXPECT_EQ(*acknowledgements(town(), *second), 0);
}

TEST_F(Acknowledgement, OfAnEditionThatComesTomorrowIsEnoughForTodays) {
    adopt_edition("die Amtsleitung");
    const auto coming = adopt_edition("die KI-Koordination", tomorrow);
    ASSERT_TRUE(acknowledge(town(), "anna", *coming));
    EXPECT_TRUE(*has_acknowledged(town(), "anna", **in_force(town())));
}

TEST_F(Acknowledgement, TwiceKeepsTheFirstDay) {
    const auto edition = adopt_edition("die Amtsleitung");
    ASSERT_TRUE(acknowledge(town(), "anna", *edition));
    house.set_now(sys_days{tomorrow} + 9h);
    ASSERT_TRUE(acknowledge(town(), "anna", *edition));
    EXPECT_EQ(*acknowledged_on(town(), "anna", *edition), today);
    EXPECT_EQ(*acknowledgements(town(), *edition), 1);
}

}  // namespace
}  // namespace kireise::policy
