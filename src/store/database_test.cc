#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "base/files.h"
#include "store/migrations.h"
#include "store/testing.h"
#include "store/version.h"

namespace kireise::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Store : public testing::TestWithParam<Product> {
   protected:
    void SetUp() override {
        auto opened = files.open();
        ASSERT_TRUE(opened.has_value()) << opened.error().message;
        db = *std::move(opened);
        ASSERT_TRUE(migrate(*db, notes).has_value());
    }

    TestDatabase files{GetParam()};
    std::vector<Migrations> notes{
        {"notes", {"CREATE TABLE note (id TEXT PRIMARY KEY, size BIGINT, weight DOUBLE PRECISION, text TEXT);\n"}}};
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

TEST_P(Store, GivesBackWhatWasStored) {
    ASSERT_TRUE(add("a", "Straße'; DROP TABLE note; --").has_value());
    ASSERT_TRUE(add("b").has_value());
    const auto rows = db->read([](Connection& tx) {
        return query<std::string, std::int64_t, double, std::optional<std::string>>(tx,
                                                                                    "SELECT id, size, weight, text FROM note ORDER BY id");
    });
    ASSERT_TRUE(rows.has_value()) << rows.error().message;
    EXPECT_THAT(
        *rows, ElementsAre(std::tuple("a", 1LL << 40, 0.5, "Straße'; DROP TABLE note; --"), std::tuple("b", 1LL << 40, 0.5, std::nullopt)));
}

TEST_P(Store, KeepsInstantsToTheMillisecond) {
    const Instant when{std::chrono::milliseconds{1'781'513'123'457}};
    ASSERT_TRUE(db->write([&](Connection& tx) { return execute(tx, "INSERT INTO note (id, size) VALUES ('a', :size)", when); }));
    const auto row = db->read([](Connection& tx) { return query_one<Instant, std::optional<Instant>>(tx, "SELECT size, NULL FROM note"); });
    ASSERT_TRUE(row.has_value()) << row.error().message;
    EXPECT_EQ(**row, std::tuple(when, std::optional<Instant>{}));
}

TEST_P(Store, TellsAConflictFromOtherErrors) {
    ASSERT_TRUE(add("a").has_value());
    EXPECT_EQ(add("a").error().kind, ErrorKind::conflict);
    EXPECT_EQ(db->write([](Connection& tx) { return execute(tx, "UPDATE nothing SET x = 1"); }).error().kind, ErrorKind::io);
}

TEST_P(Store, SaysNoValuesInItsErrors) {
    ASSERT_TRUE(add("secret-id", "secret text").has_value());
    const auto twice = add("secret-id", "secret text");
    EXPECT_THAT(twice.error().message, testing::Not(HasSubstr("secret")));
}

TEST_P(Store, RollsBackWhenTheWorkThrows) {
    EXPECT_THROW((void)db->write([](Connection& tx) -> Result<> {
        TRY(execute(tx, "INSERT INTO note (id) VALUES (:id)", "a"));
        throw std::runtime_error("out of luck");
    }),
                 std::runtime_error);
    EXPECT_EQ(count(), 0);
    EXPECT_TRUE(add("b").has_value());
}

TEST_P(Store, RollsBackOnError) {
    const auto done = db->write([](Connection& tx) -> Result<> {
        TRY(execute(tx, "INSERT INTO note (id) VALUES (:id)", "a"));
        return fail(ErrorKind::invalid, "no");
    });
    EXPECT_EQ(done.error().message, "no");
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, SaysHowManyRowsChanged) {
    ASSERT_TRUE(add("a").has_value());
    EXPECT_EQ(*db->write([](Connection& tx) { return execute(tx, "UPDATE note SET size = 2"); }), 1);
    EXPECT_EQ(*db->write([](Connection& tx) { return execute(tx, "DELETE FROM note WHERE id = :id", "zz"); }), 0);
}

TEST_P(Store, ServesWritersAndReadersAtOnce) {
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

TEST_P(Store, MigratesOnceAndRefusesANewerDatabase) {
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

TEST_P(Store, AFailedMigrationLeavesNothing) {
    auto broken = notes;
    broken.push_back({"broken", {"CREATE TABLE half (id TEXT);\nCREATE NONSENSE;\n"}});
    EXPECT_FALSE(migrate(*db, broken).has_value());
    EXPECT_FALSE(db->read([](Connection& tx) { return query<std::string>(tx, "SELECT id FROM half"); }).has_value());
}

TEST_P(Store, ACommitOfManyKeepsEachToItself) {
    std::atomic<int> failed = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 24; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 10; ++i) {
                    const auto id = std::to_string(t) + "-" + std::to_string(i);
                    const auto done = db->write([&](Connection& tx) -> Result<> {
                        TRY(execute(tx, "INSERT INTO note (id) VALUES (:id)", id));
                        if (t % 3 == 1) return fail(ErrorKind::invalid, id);                         // takes back its own row
                        if (t % 3 == 2) TRY(execute(tx, "INSERT INTO note (id) VALUES (:id)", id));  // an error of the database
                        return {};
                    });
                    if (!done) ++failed;
                    if (t % 3 == 1) {
                        EXPECT_EQ(done.error().message, id);
                    }
                    if (t % 3 == 2) {
                        EXPECT_EQ(done.error().kind, ErrorKind::conflict);
                    }
                }
            });
        }
    }
    EXPECT_EQ(count(), 80);
    EXPECT_EQ(failed, 160);
}

TEST_P(Store, AnotherProcessSeesWhatIsWrittenAndWaitsItsTurn) {
    const auto other = *files.open();
    std::vector<std::jthread> threads;
    for (auto* one : {db.get(), other.get()}) {
        threads.emplace_back([one] {
            for (int i = 0; i < 50; ++i) {
                const auto done = one->write([](Connection& tx) -> Result<> {
                    const auto size = std::get<0>(*TRY(query_one<std::int64_t>(tx, "SELECT count(*) FROM note")));
                    TRY(execute(tx, "INSERT INTO note (id, size) VALUES (:id, :size)", "n" + std::to_string(size), size));
                    return {};
                });
                EXPECT_TRUE(done.has_value()) << done.error().message;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(count(), 100);
}

TEST_P(Store, ItsVersionGrowsWithEveryWriteAndNoRead) {
    const auto before = version_of(*db);
    ASSERT_TRUE(add("a").has_value());
    const auto after = version_of(*db);
    EXPECT_GT(after, before);
    EXPECT_EQ(count(), 1);
    EXPECT_EQ(version_of(*db), after);
}

TEST_P(Store, AReaderSeesOneStateThroughout) {
    ASSERT_TRUE(add("a").has_value());
    const auto seen = db->read([&](Connection& tx) -> Result<std::pair<std::int64_t, std::int64_t>> {
        const auto before = std::get<0>(*TRY(query_one<std::int64_t>(tx, "SELECT count(*) FROM note")));
        std::jthread([&] { EXPECT_TRUE(add("b").has_value()); }).join();
        const auto after = std::get<0>(*TRY(query_one<std::int64_t>(tx, "SELECT count(*) FROM note")));
        return std::pair{before, after};
    });
    EXPECT_EQ(*seen, std::pair(std::int64_t{1}, std::int64_t{1}));
    EXPECT_EQ(count(), 2);
}

TEST_P(Store, AStatementServesAgainWithOtherTypes) {
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(add("text" + std::to_string(i), "t").has_value());
        ASSERT_TRUE(add("null" + std::to_string(i)).has_value());
    }
    for (int i = 0; i < 250; ++i) {  // more statements than a connection keeps
        const auto sql = "SELECT id FROM note WHERE id <> 'x" + std::to_string(i) + "'";
        EXPECT_EQ(db->read([&](Connection& tx) { return query<std::string>(tx, sql); })->size(), 6U);
    }
}

INSTANTIATE_TEST_SUITE_P(Products, Store, testing::Values(Product::sqlite, Product::postgresql),
                         [](const auto& one) { return name_of(one.param); });

TEST(Sqlite, LeavesNothingDeletedInItsFiles) {
    const TestDatabase files(Product::sqlite);
    const auto db = *files.open();
    ASSERT_TRUE(db->write([](Connection& tx) -> Result<> {
        TRY(execute(tx, "CREATE TABLE note (text TEXT)"));
        TRY(execute(tx, "INSERT INTO note (text) VALUES ('a-text-that-must-go')"));
        return {};
    }));
    ASSERT_TRUE(db->write([](Connection& tx) { return execute(tx, "DELETE FROM note"); }).has_value());
    ASSERT_TRUE(db->purge_deleted().has_value());
    for (const auto& file : std::filesystem::directory_iterator(files.folder())) {
        EXPECT_THAT(*read_file(file.path()), testing::Not(HasSubstr("a-text-that-must-go"))) << file.path();
    }
}

TEST(Postgresql, SaysWhatIsWrongWithoutThePassword) {
    EXPECT_EQ(open_postgresql("postgresql://", "no schema").error().kind, ErrorKind::invalid);
    const auto closed = open_postgresql("postgresql://town:geheim@127.0.0.1:1/none", "town");
    EXPECT_EQ(closed.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(closed.error().message, testing::Not(HasSubstr("geheim")));
}

TEST(Sqlite, SaysWhenTheFileIsNoDatabase) {
    const auto dir = TempDir::create();
    ASSERT_TRUE(write_file(dir->path() / "town.db", std::string(5000, 'x')).has_value());
    EXPECT_FALSE(open_sqlite(dir->path() / "town.db").has_value());
    EXPECT_FALSE(open_sqlite(dir->path() / "missing" / "town.db").has_value());
}

}  // namespace
}  // namespace kireise::store
