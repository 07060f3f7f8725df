#include "usecases/testers_store.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "people/audit.h"
#include "store/sqlite.h"
#include "usecases/register_store.h"

namespace kireise::usecases {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace std::chrono;

constexpr Date today{year{2026} / 6 / 15};
const std::string a = "usecase/a";

class Testers : public ::testing::Test {
   protected:
    void SetUp() override { ASSERT_TRUE(store::migrate(*db, {usecase_migrations(), people::audit_migrations()})); }

    void enter(const std::string& usecase, Stage stage) {
        ASSERT_TRUE(enter_stage(*db, deed, *stage_of(*db, usecase), {usecase, stage, "because", {today, "commit", "account"}}));
    }
    void name(const std::string& usecase, const std::string& account) { ASSERT_TRUE(name_tester(*db, usecase, account, today)); }

    TempDir folder = *TempDir::create();
    Random random = system_random();
    people::Deed deed{random, sys_days{year{2026} / 6 / 15}, "account-1"};
    std::unique_ptr<store::Database> db = *store::open_sqlite(folder.path() / "town.db");
};

TEST_F(Testers, AreNamedForOneUseCase) {
    enter(a, Stage::testing);
    enter("usecase/b", Stage::testing);
    name(a, "anna");
    name(a, "anna");
    name("usecase/b", "ben");
    EXPECT_THAT(*testers_of(*db, a), ElementsAre("anna"));
    EXPECT_TRUE(*is_tester(*db, a, "anna"));
    EXPECT_FALSE(*is_tester(*db, a, "ben"));
    EXPECT_FALSE(*is_tester(*db, "usecase/b", "anna"));
}

TEST_F(Testers, AreNamedOnlyWhileItIsInTest) {
    for (const auto stage : {Stage::prioritised, Stage::in_use, Stage::ended}) {
        enter(a, stage);
        const auto named = name_tester(*db, a, "anna", today);
        ASSERT_FALSE(named) << blueprint::to_id(stage);
        EXPECT_EQ(named.error().kind, ErrorKind::conflict);
    }
    EXPECT_THAT(*testers_of(*db, a), IsEmpty());
}

TEST_F(Testers, AreForgottenWhenItLeavesTheTest) {
    enter(a, Stage::testing);
    enter("usecase/b", Stage::testing);
    name(a, "anna");
    name("usecase/b", "anna");
    enter(a, Stage::in_use);
    EXPECT_THAT(*testers_of(*db, a), IsEmpty());
    EXPECT_THAT(*testers_of(*db, "usecase/b"), ElementsAre("anna"));
}

std::string all_files(const std::filesystem::path& folder) {
    std::string out;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) out += *read_file(entry.path());
    return out;
}

TEST_F(Testers, WhoIsRemovedIsGoneFromTheFilesToo) {
    enter(a, Stage::testing);
    name(a, "account-of-anna");
    name(a, "account-of-ben");
    ASSERT_THAT(all_files(folder.path()), HasSubstr("account-of-anna"));
    ASSERT_TRUE(remove_tester(*db, a, "account-of-anna"));
    ASSERT_TRUE(remove_tester(*db, a, "nobody"));
    EXPECT_THAT(*testers_of(*db, a), ElementsAre("account-of-ben"));
    EXPECT_THAT(all_files(folder.path()), Not(HasSubstr("account-of-anna")));
    enter(a, Stage::ended);
    EXPECT_THAT(all_files(folder.path()), Not(HasSubstr("account-of-ben")));
}

}  // namespace
}  // namespace kireise::usecases
