#include <gmock/gmock.h>

#include <stdexcept>
#include <thread>

#include "base/files.h"
#include "store/migrations.h"
#include "store/purge.h"
#include "store/sqlite.h"

namespace kireise::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Store : public testing::Test {
   protected:
    void SetUp() override {
        auto opened = open_sqlite(dir.path() / "town.db");
        ASSERT_TRUE(opened.has_value()) << opened.error().message;
        db = *std::move(opened);
        ASSERT_TRUE(migrate(*db, notes).has_value());
    }

    TempDir dir = *TempDir::create();
    std::vector<Migrations> notes{{"notes", {"CREATE TABLE note (id TEXT PRIMARY KEY, size BIGINT, weight DOUBLE PRECISION, text TEXT);\n"}}};
    std::unique_ptr<Database> db;

    Result<> add(const std::string& id, std::optional<std::string> text = {}) {
        return db->write([&](Connection& tx) -> Result<> {
            TRY(execute(tx, "INSERT INTO note (id, size, weight, text) VALUES (:id, :size, :weight, :text)", id, 1LL << 40, 0.5, text));
            return {};
        });
    }
    std::int64_t count() {
        auto n = db->read([](Connection& tx) { return query_one<std::int64_t>(tx, "SELECT count(*) FROM note"); });
        return std::get<0>(**n);
    }
};

TEST_F(Store, GivesBackWhatWasStored) {
    ASSERT_TRUE(add("a", "Straße'; DROP TABLE note; --").has_value());
    ASSERT_TRUE(add("b").has_value());
    const auto rows = db->read([](Connection& tx) {
        return query<std::string, std::int64_t, double, std::optional<std::string>>(tx, "SELECT id, size, weight, text FROM note ORDER BY id");
    });
    ASSERT_TRUE(rows.has_value()) << rows.error().message;
    EXPECT_THAT(*rows, ElementsAre(std::tuple("a", 1LL << 40, 0.5, "Straße'; DROP TABLE note; --"), std::tuple("b", 1LL << 40, 0.5, std::nullopt)));
}

TEST_F(Store, TellsAConflictFromOtherErrors) {
    ASSERT_TRUE(add("a").has_value());
    EXPECT_EQ(add("a").error().kind, ErrorKind::conflict);
    EXPECT_EQ(db->write([](Connection& tx) { return execute(tx, "UPDATE nothing SET x = 1"); }).error().kind, ErrorKind::io);
}

TEST_F(Store, SaysNoValuesInItsErrors) {
    ASSERT_TRUE(add("secret-id", "secret text").has_value());
    const auto twice = add("secret-id", "secret text");
    EXPECT_THAT(twice.error().message, testing::Not(HasSubstr("secret")));
}

TEST_F(Store, RollsBackWhenTheWorkThrows) {
    EXPECT_THROW((void)db->write([](Connection& tx) -> Result<> {
        TRY(execute(tx, "INSERT INTO note (id) VALUES (:id)", "a"));
        throw std::runtime_error("out of luck");
    }),
                 std::runtime_error);
    EXPECT_EQ(count(), 0);
    EXPECT_TRUE(add("b").has_value());
}

TEST_F(Store, LeavesNothingDeletedInItsFiles) {
    ASSERT_TRUE(add("a", "a-text-that-must-go").has_value());
    ASSERT_TRUE(db->write([](Connection& tx) { return execute(tx, "DELETE FROM note"); }).has_value());
    ASSERT_TRUE(purge_deleted(*db).has_value());
    for (const auto& file : std::filesystem::directory_iterator(dir.path())) {
        EXPECT_THAT(*read_file(file.path()), testing::Not(HasSubstr("a-text-that-must-go"))) << file.path();
    }
}

TEST_F(Store, RollsBackOnError) {
    const auto done = db->write([](Connection& tx) -> Result<> {
        TRY(execute(tx, "INSERT INTO note (id) VALUES (:id)", "a"));
        return fail(ErrorKind::invalid, "no");
    });
    EXPECT_EQ(done.error().message, "no");
    EXPECT_EQ(count(), 0);
}

TEST_F(Store, SaysHowManyRowsChanged) {
    ASSERT_TRUE(add("a").has_value());
    EXPECT_EQ(*db->write([](Connection& tx) { return execute(tx, "UPDATE note SET size = 2"); }), 1);
    EXPECT_EQ(*db->write([](Connection& tx) { return execute(tx, "DELETE FROM note WHERE id = :id", "zz"); }), 0);
}

TEST_F(Store, ServesWritersAndReadersAtOnce) {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([this, t] {
            for (int i = 0; i < 25; ++i) {
                EXPECT_TRUE(add(std::to_string(t) + "-" + std::to_string(i)).has_value());
                EXPECT_GT(count(), 0);
            }
        });
    }
    threads.clear();
    EXPECT_EQ(count(), 100);
}

TEST_F(Store, MigratesOnceAndRefusesANewerDatabase) {
    ASSERT_TRUE(add("a").has_value());
    ASSERT_TRUE(migrate(*db, notes).has_value());
    auto newer = notes;
    newer[0].steps.push_back("ALTER TABLE note ADD COLUMN colour TEXT;\n");
    ASSERT_TRUE(migrate(*db, newer).has_value());
    EXPECT_EQ(count(), 1);
    const auto older = migrate(*db, notes);
    EXPECT_EQ(older.error().kind, ErrorKind::conflict);
    EXPECT_THAT(older.error().message, HasSubstr("newer"));
}

TEST_F(Store, AFailedMigrationLeavesNothing) {
    auto broken = notes;
    broken.push_back({"broken", {"CREATE TABLE half (id TEXT);\nCREATE NONSENSE;\n"}});
    EXPECT_FALSE(migrate(*db, broken).has_value());
    EXPECT_FALSE(db->read([](Connection& tx) { return query<std::string>(tx, "SELECT id FROM half"); }).has_value());
}

TEST(Sqlite, SaysWhenTheFileIsNoDatabase) {
    const auto dir = TempDir::create();
    ASSERT_TRUE(write_file(dir->path() / "town.db", std::string(5000, 'x')).has_value());
    EXPECT_FALSE(open_sqlite(dir->path() / "town.db").has_value());
    EXPECT_FALSE(open_sqlite(dir->path() / "missing" / "town.db").has_value());
}

}  // namespace
}  // namespace kireise::store
