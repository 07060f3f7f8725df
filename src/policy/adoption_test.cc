#include "policy/adoption.h"

#include <gmock/gmock.h>

#include "learning/learning_store.h"
#include "people/testing.h"
#include "policy/guideline_store.h"
#include "policy/participation.h"

namespace kireise::policy {
namespace {

using namespace std::chrono;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Date today{year{2026} / 6 / 15};
constexpr Date tomorrow{year{2026} / 6 / 16};

Resolution resolution(Date effective = today) {
    return {"Halle (Saale)", "Sachsen-Anhalt", "Oberbürgermeister", "DA 7/2026", today, effective};
}

class Adoption : public ::testing::Test {
   protected:
    Answers answers(const Answers& own = {}) {
        auto all = with_defaults((*town().content())->guideline(), {});
        for (const auto& [question, answer] : own) all[question] = answer;
        return all;
    }
    Result<int> adopt_now(const Answers& own = {}, Date effective = today) {
        consent(own);
        return adopt(town(), "account-1", *town().head_commit(), answers(own), resolution(effective));
    }
    void consent(const Answers& own = {}) { house.consent(draft_matter(town(), **town().content(), answers(own)).value()); }
    const people::Town& town() { return house.town(); }

    people::TestTown house{{learning::learning_migrations(), policy_migrations()}, {}};
};

TEST_F(Adoption, WithoutOneEverythingIsRefused) {
    EXPECT_EQ(*adopted(town()), nullptr);
    for (const auto data : blueprint::data_classes) {
        const auto decision = *decide(town(), {data, EngineLocation::workstation, true, true});
        EXPECT_FALSE(decision.allowed());
        EXPECT_EQ(decision.ground, Ground::no_guideline);
    }
}

TEST_F(Adoption, IsACommitOfTheContentAndARowThatPinsIt) {
    const auto before = *town().head_commit();
    ASSERT_EQ(adopt_now({{"approver", "die Amtsleitung"}}), 1);
    const auto version = *adopted(town());
    ASSERT_NE(version, nullptr);
    EXPECT_EQ(version->version, 1);
    EXPECT_EQ(version->organ, "Oberbürgermeister");
    EXPECT_EQ(version->number, "DA 7/2026");
    EXPECT_EQ(version->commit, *town().head_commit());
    EXPECT_NE(version->commit, before);
    EXPECT_THAT(version->guideline.find("clause/terms")->text, HasSubstr("die Amtsleitung"));
    EXPECT_THAT(version->guideline.find("clause/entry-into-force")->text, HasSubstr("15\\.06\\.2026"));
    EXPECT_THAT(version->guideline.open_questions, IsEmpty());
    EXPECT_EQ(*learning::announced_guideline(town().db()), 1);
    const auto log = *town().open_repository()->log(1);
    EXPECT_EQ(log[0].author, "coordination");
    EXPECT_EQ(log[0].author_id.size(), 32);
}

TEST_F(Adoption, TheGateExecutesWhatWasAdopted) {
    ASSERT_TRUE(adopt_now({{"cloud", "none"}}));
    const auto refused = *decide(town(), {DataClass::open, EngineLocation::private_cloud, true, true});
    EXPECT_EQ(refused.ground, Ground::refused);
    EXPECT_EQ(refused.clause, "clause/private-cloud");
    ASSERT_EQ(adopt_now({{"cloud", "personal"}}), 2);
    EXPECT_TRUE(decide(town(), {DataClass::open, EngineLocation::private_cloud, true, true})->allowed());
}

TEST_F(Adoption, TheGateKeepsToTheAdoptedCommitWhateverTheContentSaysLater) {
    ASSERT_TRUE(adopt_now());
    const auto adopted_text = (*adopted(town()))->guideline.find("clause/purpose")->text;
    auto repository = *town().open_repository();
    const auto head = *repository.head_commit();
    auto clause = repository.tree_of(head)->at("guideline/clauses/purpose.md");
    clause += "\n(9) Nachträglich.\n";
    ASSERT_TRUE(repository.commit_change(
        {head, {{"guideline/clauses/purpose.md", clause}}, "coordination", std::string(32, 'a'), "later", town().now()}));
    EXPECT_EQ((*adopted(town()))->guideline.find("clause/purpose")->text, adopted_text);
}

TEST_F(Adoption, ComesIntoEffectOnItsDay) {
    ASSERT_TRUE(adopt_now({{"cloud", "none"}}));
    ASSERT_TRUE(adopt_now({{"cloud", "personal"}}, tomorrow));
    EXPECT_EQ((*adopted(town()))->version, 2);
    EXPECT_EQ((*in_force(town()))->version, 1);
    EXPECT_FALSE(decide(town(), {DataClass::open, EngineLocation::private_cloud, true, true})->allowed());
    house.set_now(sys_days{tomorrow} + hours{9});
    EXPECT_EQ((*in_force(town()))->version, 2);
    EXPECT_TRUE(decide(town(), {DataClass::open, EngineLocation::private_cloud, true, true})->allowed());
}

TEST_F(Adoption, IsRefusedWithOpenQuestionsOldContentOrABadResolution) {
    auto incomplete = answers();
    incomplete.erase("contact");
    const auto head = *town().head_commit();
    EXPECT_EQ(adopt(town(), "a", head, incomplete, resolution()).error().kind, ErrorKind::invalid);
    EXPECT_EQ(adopt(town(), "a", std::string(40, '0'), answers(), resolution()).error().kind, ErrorKind::conflict);
    auto bad = resolution();
    bad.organ = "";
    consent();
    EXPECT_EQ(adopt(town(), "a", head, answers(), bad).error().kind, ErrorKind::invalid);
    EXPECT_EQ(*town().head_commit(), head);
    EXPECT_EQ(*adopted(town()), nullptr);
}

TEST_F(Adoption, NeedsConsentOfTheStaffCouncilToThisText) {
    const auto head = *town().head_commit();
    const auto adopt_own = [&](const Answers& own) { return adopt(town(), "a", head, answers(own), resolution()); };
    const auto refused = adopt_own({});
    EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
    EXPECT_THAT(refused.error().message, HasSubstr("/participation/guideline/1"));
    EXPECT_EQ(*town().head_commit(), head) << "nothing was committed";
    consent();
    EXPECT_EQ(adopt_own({{"approver", "die Amtsleitung"}}).error().kind, ErrorKind::forbidden) << "another text";
    ASSERT_EQ(adopt_own({}), 1);
    EXPECT_EQ(adopt(town(), "a", *town().head_commit(), answers(), resolution()).error().kind, ErrorKind::forbidden)
        << "each version is asked about";
}

TEST_F(Adoption, HostileAnswersStayText) {
    ASSERT_TRUE(adopt_now({{"contact", "\"x: [1]\" # {{town}} ::: <b>"}}));
    const auto text = (*adopted(town()))->guideline.find("clause/responsibility")->text;
    EXPECT_THAT(text, HasSubstr("\\{\\{town\\}\\} \\:\\:\\: \\<b\\>"));
}

TEST(Resolutions, SayWhatIsWrong) {
    EXPECT_THAT(problems_of(resolution(), today), IsEmpty());
    auto bad = resolution();
    bad.adopted = tomorrow;
    EXPECT_THAT(problems_of(bad, today), ElementsAre(ResolutionProblem::adopted));
    bad = resolution(Date{year{2026} / 6 / 14});
    EXPECT_THAT(problems_of(bad, today), ElementsAre(ResolutionProblem::effective));
    bad = {.town = "", .land = "a\nb", .organ = "ab", .number = std::string(61, 'x'), .adopted = Date{}, .effective = Date{}};
    EXPECT_EQ(problems_of(bad, today).size(), 6);
}

}  // namespace
}  // namespace kireise::policy
