#include "assistant/usage_store.h"

#include <gmock/gmock.h>

#include "assistant/participation.h"
#include "base/files.h"
#include "people/content.h"
#include "people/testing.h"
#include "store/sqlite.h"

namespace kireise::assistant {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono;

const Date monday{year{2026} / 6 / 15};
const Date tuesday{year{2026} / 6 / 16};

class Usage : public ::testing::Test {
   protected:
    void SetUp() override {
        auto tables = people::people_migrations();
        tables.push_back(assistant_migrations());
        ASSERT_TRUE(store::migrate(*db, tables));
        people::give_consent(*db, logging_matter(), sys_days{monday});
    }
    void count(const Used& used) { ASSERT_TRUE(count_use(*db, used)); }

    TempDir folder = *TempDir::create();
    std::unique_ptr<store::Database> db = *store::open_sqlite(folder.path() / "town.db");
};

TEST_F(Usage, StartsEmpty) { EXPECT_THAT(*usage_between(*db, monday, tuesday), IsEmpty()); }

TEST_F(Usage, AddsUpRequestsAndTokens) {
    count({monday, "usecase/a", "m", UsageOutcome::answered, "", 100, 20});
    count({monday, "usecase/a", "m", UsageOutcome::answered, "", 50, 5});
    count({tuesday, "usecase/a", "m", UsageOutcome::answered, "", 1, 1});
    EXPECT_THAT(*usage_between(*db, monday, tuesday), ElementsAre(UsageRow{"usecase/a", "m", UsageOutcome::answered, "", 3, 151, 26}));
    EXPECT_THAT(*usage_between(*db, tuesday, tuesday), ElementsAre(UsageRow{"usecase/a", "m", UsageOutcome::answered, "", 1, 1, 1}));
}

TEST_F(Usage, KeepsNothingWithoutConsentOfTheStaffCouncil) {
    people::give_consent(*db, logging_matter(), sys_days{monday}, people::ParticipationState::refused);
    count({monday, "usecase/a", "m", UsageOutcome::answered, "", 100, 20});
    EXPECT_THAT(*usage_between(*db, monday, tuesday), IsEmpty());
    people::give_consent(*db, logging_matter(), sys_days{monday});
    count({monday, "usecase/a", "m", UsageOutcome::answered, "", 100, 20});
    EXPECT_EQ(usage_between(*db, monday, tuesday)->size(), 1U);
}

TEST_F(Usage, KeepsOutcomesModelsAndClausesApart) {
    count({monday, "usecase/a", "m", UsageOutcome::refused, "clause/y"});
    count({monday, "usecase/a", "m", UsageOutcome::refused, "clause/x"});
    count({monday, "usecase/a", "m", UsageOutcome::refused, "clause/x"});
    count({monday, "usecase/a", "other", UsageOutcome::stopped, ""});
    EXPECT_THAT(*usage_between(*db, monday, monday), ElementsAre(UsageRow{"usecase/a", "m", UsageOutcome::refused, "clause/x", 2, 0, 0},
                                                                 UsageRow{"usecase/a", "m", UsageOutcome::refused, "clause/y", 1, 0, 0},
                                                                 UsageRow{"usecase/a", "other", UsageOutcome::stopped, "", 1, 0, 0}));
}

// Counting is all that is kept: a column more would need a reason.
TEST_F(Usage, NamesNoPersonAndNoContent) {
    const auto columns = *db->read(
        [](store::Connection& tx) { return store::query<std::string>(tx, "SELECT name FROM pragma_table_info('assistant_usage')"); });
    std::vector<std::string> names;
    for (const auto& [name] : columns) names.push_back(name);
    EXPECT_THAT(names, ElementsAre("day", "usecase", "model", "outcome", "clause", "requests", "prompt_tokens", "answer_tokens"));
}

}  // namespace
}  // namespace kireise::assistant
