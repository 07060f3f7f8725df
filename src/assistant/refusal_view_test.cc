// Refusals as people see them, made by the rooms that keep what the gate asks for.

#include <gmock/gmock.h>

#include "assistant/scripted_upstream.h"
#include "assistant/test_town.h"

namespace kireise::assistant {
namespace {

using namespace testing;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using usecases::Stage;

class Refusals : public ::testing::Test {
   protected:
    ScriptedUpstream upstream{[this](const net::Request& request) -> net::Outcome {
        ++asked;
        return says(chunk("Ihr Antrag wurde abgelehnt.") + last_chunk())(request);
    }};
    std::atomic<int> asked{0};
    AssistantTown town{upstream.settings()};
};

TEST_F(Refusals, WhoHasNotAcknowledgedTheGuidelineIsRefusedWithTheClauseAndTheWay) {
    town.adopt_unread_guideline();
    town.enter_stage(Stage::testing);
    const auto closed = town.town.get("/assistant");
    EXPECT_THAT(closed.body, AllOf(HasSubstr("noch nicht zur Kenntnis genommen"), HasSubstr("href=\"/guideline#acknowledge\""),
                                   HasSubstr("zur Kenntnis zu nehmen"), Not(HasSubstr("name=\"text\""))));
    const auto refused = town.post("internal", "Text");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, AllOf(HasSubstr("§ 8"), HasSubstr("nimmt jede Person diese Dienstanweisung zur Kenntnis"),
                                    HasSubstr("href=\"/guideline#acknowledge\"")));
    EXPECT_EQ(asked, 0);
    EXPECT_THAT(town.usage(),
                ElementsAre(UsageRow{"usecase/plain-language", "scripted", UsageOutcome::refused, "not_acknowledged", 1, 0, 0}));
    town.acknowledge(Role::staff);
    EXPECT_EQ(town.post("internal", "Text").status, 200);
    EXPECT_EQ(town.post("internal", "Text", Role::it).status, 403) << "each for themselves";
}

TEST_F(Refusals, ANewEditionClosesUntilItIsAcknowledged) {
    town.open_assistant();
    ASSERT_EQ(town.post("internal", "Text").status, 200);
    town.adopt_unread_guideline({{"contact", "ki@halle.example"}});
    EXPECT_EQ(town.post("internal", "Text").status, 403);
    town.acknowledge(Role::staff);
    EXPECT_EQ(town.post("internal", "Text").status, 200);
}

TEST_F(Refusals, WhoIsNotNamedForTheTestIsRefusedAndToldWhomToAsk) {
    town.adopt_guideline({{"contact", "ki@halle.example"}});
    town.enter_stage(Stage::testing, "usecase/plain-language", false);
    EXPECT_THAT(town.town.get("/assistant").body, AllOf(HasSubstr("nicht als Testperson benannt"), Not(HasSubstr("name=\"text\""))));
    const auto refused = town.post("internal", "Text");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, AllOf(HasSubstr("§ 3"), HasSubstr("benannten Testpersonen"), HasSubstr("ki@halle.example"),
                                    HasSubstr("href=\"/usecases/plain-language\"")));
    EXPECT_EQ(asked, 0);
    EXPECT_THAT(town.usage(), ElementsAre(UsageRow{"usecase/plain-language", "scripted", UsageOutcome::refused, "not_tester", 1, 0, 0}));
    town.name_tester(Role::staff);
    EXPECT_EQ(town.post("internal", "Text").status, 200);
    EXPECT_EQ(town.post("internal", "Text", Role::it).status, 403);
    town.enter_stage(Stage::in_use);
    EXPECT_EQ(town.post("internal", "Text", Role::it).status, 200);
}

TEST_F(Refusals, ARefusalNamesAllThatIsMissingWithWhatToDo) {
    town.adopt_unread_guideline();
    town.enter_stage(Stage::testing, "usecase/plain-language", false);
    const auto page = town.post("personal", "Text");
    EXPECT_EQ(page.status, 403);
    EXPECT_THAT(page.body, AllOf(HasSubstr("3 davon fehlen noch"), HasSubstr("href=\"/guideline#acknowledge\""),
                                 HasSubstr("href=\"/usecases/plain-language\""), HasSubstr("href=\"/pass\"")));
    EXPECT_THAT(page.body, AllOf(HasSubstr("§ 3 "), HasSubstr("§ 9 "), Not(HasSubstr("[assistant."))));
}

}  // namespace
}  // namespace kireise::assistant
