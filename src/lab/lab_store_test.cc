#include "lab/lab_store.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "lab/testing.h"
#include "people/audit.h"
#include "store/sqlite.h"

namespace kireise::lab {
namespace {

class LabStore : public ::testing::Test {
   protected:
    LabStore() { EXPECT_TRUE(store::migrate(*db, {lab_migrations()})); }

    void save(const std::string& id, const std::string& usecase, bool synthetic = false, const std::string& problem = "") {
        auto run = testing::some_run(id, usecase);
        run.engine.synthetic = synthetic;
        run.problem = problem;
        ASSERT_TRUE(save_run(*db, run));
    }
    std::string latest(const std::string& usecase) {
        const auto run = latest_run(*db, usecase).value();
        const auto summary = latest_summary(*db, usecase).value();
        EXPECT_EQ(summary.has_value(), run.has_value());
        EXPECT_EQ(summary ? summary->id : "", run ? run->id : "");
        return summary ? summary->id : "";
    }

    void execute(std::string_view sql) {
        ASSERT_TRUE(db->write([&](store::Connection& tx) { return store::execute(tx, sql); }));
    }

    TempDir folder = TempDir::create().value();
    std::unique_ptr<store::Database> db = store::open_sqlite(folder.path() / "db").value();
};

TEST_F(LabStore, GivesBackWhatWasSaved) {
    const auto run = testing::some_run("id", "usecase/x");
    ASSERT_TRUE(save_run(*db, run));
    EXPECT_EQ(to_json(*find_run(*db, "id").value()), to_json(run));
    EXPECT_FALSE(find_run(*db, "other").value());
}

TEST_F(LabStore, ASummaryHoldsAllButTheAnswersAndDoesNotReadThem) {
    const auto run = testing::some_run("id", "usecase/x");
    ASSERT_TRUE(save_run(*db, run));
    execute("UPDATE lab_run SET body = 'not read'");
    const auto expected = to_json(static_cast<const RunSummary&>(run));
    EXPECT_EQ(to_json(*find_summary(*db, "id").value()), expected);
    EXPECT_EQ(to_json(*latest_summary(*db, "usecase/x").value()), expected);
    EXPECT_EQ(summaries_of(*db, "usecase/x").value().size(), 1U);
    EXPECT_FALSE(find_run(*db, "id"));
    EXPECT_FALSE(find_summary(*db, "other").value());
}

TEST_F(LabStore, RowsFromBeforeThereWereSummariesAreRead) {
    ASSERT_TRUE(save_run(*db, testing::some_run("id", "usecase/x")));
    execute("UPDATE lab_run SET summary = NULL, sha256 = NULL");
    EXPECT_EQ(find_summary(*db, "id").value()->value, 0.5);
    EXPECT_EQ(latest("usecase/x"), "id");
    EXPECT_EQ(summaries_of(*db, "usecase/x").value().size(), 1U);
}

TEST_F(LabStore, ARunIsNeverOverwritten) {
    ASSERT_TRUE(save_run(*db, testing::some_run("id", "usecase/x")));
    auto changed = testing::some_run("id", "usecase/x");
    changed.value = 1;
    EXPECT_EQ(save_run(*db, changed).error().kind, ErrorKind::conflict);
    EXPECT_EQ(find_run(*db, "id").value()->value, 0.5);
}

TEST_F(LabStore, ARowThatSomebodyChangedIsNoticed) {
    ASSERT_TRUE(save_run(*db, testing::some_run("id", "usecase/x")));
    execute("UPDATE lab_run SET body = replace(body, '\"value\":0.5', '\"value\":0.9')");
    EXPECT_EQ(find_run(*db, "id").error().kind, ErrorKind::internal);
    EXPECT_EQ(latest_run(*db, "usecase/x").error().kind, ErrorKind::internal);
}

TEST_F(LabStore, TheAuditTrailHoldsTheDigestOfTheRun) {
    ASSERT_TRUE(store::migrate(*db, {people::audit_migrations()}));
    const auto random = seeded_random(1);
    ASSERT_TRUE(save_run(*db, people::Deed{random, {}, ""}, testing::some_run("id", "usecase/x")));
    const auto entry = people::audit_entries(*db, 1)->front();
    EXPECT_EQ(entry.action, "lab.run");
    EXPECT_EQ(entry.object, "usecase/x");
    const auto digest = db->read([](store::Connection& tx) { return store::query_one<std::string>(tx, "SELECT sha256 FROM lab_run"); });
    EXPECT_EQ(entry.detail, "id " + std::get<0>(**digest));
}

// The statements of the room: none changes or deletes a run.
TEST(LabSource, HasNoStatementThatChangesARun) {
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator(std::filesystem::path(KIREISE_SOURCE_DIR) / "src/lab")) {
        const auto name = file.path().filename().string();
        if (file.path().extension() != ".cc" || name.ends_with("_test.cc")) continue;
        const auto text = read_file(file.path()).value();
        ++files;
        for (const auto* statement : {"UPDATE lab_run ", "DELETE FROM lab_run ", "REPLACE INTO lab_run "})
            EXPECT_EQ(text.find(statement), std::string::npos) << name << ": " << statement;
    }
    EXPECT_GT(files, 10);
}

TEST_F(LabStore, TheNewestCompleteRunOfARealEngineCounts) {
    EXPECT_EQ(latest("usecase/x"), "");
    save("synthetic", "usecase/x", true);
    EXPECT_EQ(latest("usecase/x"), "synthetic");
    save("real", "usecase/x");
    save("newer", "usecase/x");
    save("chance", "usecase/x", true);
    save("broken", "usecase/x", false, "The engine went away.");
    save("other", "usecase/y");
    EXPECT_EQ(latest("usecase/x"), "newer");
}

TEST_F(LabStore, ListsNewestFirst) {
    save("a", "usecase/x");
    save("b", "usecase/x", false, "broken");
    save("c", "usecase/x");
    std::vector<std::string> ids;
    const auto runs = summaries_of(*db, "usecase/x").value();
    for (const auto& run : runs) ids.push_back(run.id);
    EXPECT_THAT(ids, ::testing::ElementsAre("c", "b", "a"));
}

TEST_F(LabStore, CountsUseCasesWithACompleteRun) {
    EXPECT_EQ(tested_usecases(*db).value(), 0);
    save("a", "usecase/x");
    save("b", "usecase/x");
    save("c", "usecase/y", false, "broken");
    EXPECT_EQ(tested_usecases(*db).value(), 1);
    save("d", "usecase/y", true);
    EXPECT_EQ(tested_usecases(*db).value(), 1) << "random weights test nothing";
    save("e", "usecase/y");
    EXPECT_EQ(tested_usecases(*db).value(), 2);
}

TEST_F(LabStore, AnswersThatAreNoUtf8AreKeptReadable) {
    auto run = testing::some_run("id", "usecase/x");
    run.cases.front().answer = "a\xff";
    ASSERT_TRUE(save_run(*db, run));
    EXPECT_EQ(find_run(*db, "id").value()->cases.front().answer, "a\ufffd");
}

}  // namespace
}  // namespace kireise::lab
