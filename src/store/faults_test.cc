// What must not be lost when a process is killed, a disk is full or a database server is restarted.
#include <fcntl.h>
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

#include "base/text.h"
#include "store/migrations.h"
#include "store/testing.h"

namespace kireise::store {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const std::vector<Migrations> rows{{"rows", {"CREATE TABLE entry (id TEXT PRIMARY KEY, filling TEXT NOT NULL);\n"}}};

Result<> add(Database& db, const std::string& id, const std::string& filling = "") {
    return db.write([&](Connection& tx) -> Result<> {
        TRY(execute(tx, "INSERT INTO entry (id, filling) VALUES (:id, :filling)", id, filling));
        return {};
    });
}

std::set<std::string> ids(Database& db) {
    const auto all = db.read([](Connection& tx) { return query<std::string>(tx, "SELECT id FROM entry"); });
    EXPECT_TRUE(all.has_value()) << all.error().message;
    std::set<std::string> out;
    for (const auto& [id] : *all) out.insert(id);
    return out;
}

// A process of its own that tells lines; what it told before its end can be read after it.
class Child {
   public:
    using Tell = std::function<void(const std::string&)>;

    explicit Child(const std::function<void(const Tell&)>& work) {
        std::array<int, 2> ends{};
        EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
        process_ = fork();
        if (process_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);  // not left behind by a test that ends early
            work([&](const std::string& line) {
                const auto text = line + "\n";  // shorter than PIPE_BUF: written whole or not at all
                if (write(ends[1], text.data(), text.size()) < 0) _exit(1);
            });
            _exit(0);
        }
        close(ends[1]);
        end_ = ends[0];
        reader_ = std::jthread([this] {
            std::array<char, 4096> piece{};
            for (ssize_t n = 0; (n = read(end_, piece.data(), piece.size())) > 0;) told_.append(piece.data(), static_cast<std::size_t>(n));
        });
    }
    ~Child() { close(end_); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void kill_now() const { kill(process_, SIGKILL); }
    std::vector<std::string> lines_told() {
        waitpid(process_, nullptr, 0);
        reader_.join();
        auto all = split(told_, '\n');
        all.pop_back();
        return all;
    }

   private:
    pid_t process_ = 0;
    int end_ = -1;
    std::string told_;
    std::jthread reader_;
};

class Gate {
   public:
    Gate() { EXPECT_EQ(pipe2(ends_.data(), O_CLOEXEC), 0); }
    ~Gate() {
        for (const int end : ends_) close(end);
    }
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    void open() const { EXPECT_EQ(write(ends_[1], "x", 1), 1); }
    void wait() const {
        char letter = 0;
        if (read(ends_[0], &letter, 1) != 1) _exit(1);
    }

   private:
    std::array<int, 2> ends_{};
};

class Faults : public testing::TestWithParam<Product> {
   protected:
    std::unique_ptr<Database> open() {
        auto opened = files.open();
        EXPECT_TRUE(opened.has_value()) << opened.error().message;
        return opened ? *std::move(opened) : nullptr;
    }
    TestDatabase files{GetParam()};
};

TEST_P(Faults, NoAcknowledgedWriteIsMissingAfterKillMinus9TwentyTimes) {
    constexpr int rounds = 20;
    constexpr int writers = 200;
    {
        const auto db = open();
        ASSERT_TRUE(db);
        ASSERT_TRUE(migrate(*db, rows));
    }
    std::size_t acknowledged = 0;
    for (int round = 0; round < rounds; ++round) {
        Child child([&](const Child::Tell& tell) {
            const auto db = files.open();
            if (!db) _exit(1);
            std::vector<std::jthread> threads;
            for (int writer = 0; writer < writers; ++writer) {
                threads.emplace_back([&, writer] {
                    for (int i = 0;; ++i) {
                        const auto id = fmt::format("{}-{}-{}", round, writer, i);
                        if (add(**db, id)) tell(id);
                    }
                });
            }
        });
        std::this_thread::sleep_for(150ms + 13ms * round);  // at another moment each time
        child.kill_now();
        const auto told = child.lines_told();
        acknowledged += told.size();
        const auto db = open();
        ASSERT_TRUE(db);
        const auto present = ids(*db);
        for (const auto& id : told) ASSERT_TRUE(present.contains(id)) << id << " was acknowledged in round " << round;
    }
    EXPECT_GT(acknowledged, static_cast<std::size_t>(writers)) << "the writers must have been at work";
    RecordProperty("acknowledged", static_cast<int>(acknowledged));
}

TEST_P(Faults, AnInterruptedMigrationLeavesTheOldStateAndRunsAgain) {
    std::string step = "CREATE TABLE long_step (id TEXT PRIMARY KEY);\n";
    for (int i = 0; i < 20'000; ++i) step += fmt::format("INSERT INTO long_step (id) VALUES ('{}');\n", i);
    const std::vector<Migrations> more{rows[0], {"long", {step}}};
    {
        const auto db = open();
        ASSERT_TRUE(db);
        ASSERT_TRUE(migrate(*db, rows));
        ASSERT_TRUE(add(*db, "kept"));
    }
    Child child([&](const Child::Tell& tell) {
        const auto db = files.open();
        tell("begin");
        if (db && migrate(**db, more)) tell("end");
    });
    std::this_thread::sleep_for(60ms);
    child.kill_now();
    EXPECT_THAT(child.lines_told(), testing::Not(testing::Contains("end"))) << "the step must be long enough to be interrupted";
    const auto db = open();
    ASSERT_TRUE(db);
    EXPECT_FALSE(db->read([](Connection& tx) { return query<std::string>(tx, "SELECT id FROM long_step LIMIT 1"); }));
    const auto again = migrate(*db, more);
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_EQ(ids(*db), std::set<std::string>{"kept"});
}

// SQLite's file locks belong to the process: whoever drops them lets the next visitor take the log away.
TEST_P(Faults, AVisitingProcessTakesNothingAway) {
    {
        const auto db = open();
        ASSERT_TRUE(db);
        ASSERT_TRUE(migrate(*db, rows));
    }
    // Forked first, as no connection may be carried over a fork; each comes when its gate opens.
    Gate first_gate, second_gate;
    const auto visit = [&](const Gate& gate) {
        return [this, &gate](const Child::Tell& tell) {
            gate.wait();
            const auto db = files.open();
            if (!db) return tell(db.error().message);
            for (const auto& id : ids(**db)) tell(id);
        };
    };
    Child first(visit(first_gate));
    Child second(visit(second_gate));
    const auto db = open();
    ASSERT_TRUE(db);
    ASSERT_TRUE(add(*db, "a"));
    const auto beside = open();
    ASSERT_TRUE(beside);
    first_gate.open();
    EXPECT_THAT(first.lines_told(), testing::ElementsAre("a"));
    ASSERT_TRUE(add(*db, "b"));
    EXPECT_EQ(ids(*beside), (std::set<std::string>{"a", "b"}));
    second_gate.open();
    EXPECT_THAT(second.lines_told(), testing::ElementsAre("a", "b"));
}

INSTANTIATE_TEST_SUITE_P(Products, Faults, testing::Values(Product::sqlite, Product::postgresql),
                         [](const auto& one) { return name_of(one.param); });

// PRAGMA synchronous: 2 is FULL.
TEST(SqliteFaults, ACommitIsFlushedToTheDisk) {
    const TestDatabase files(Product::sqlite);
    const auto db = files.open();
    ASSERT_TRUE(db.has_value()) << db.error().message;
    const auto asked = [](Connection& tx) { return query_one<std::int64_t>(tx, "PRAGMA synchronous"); };
    EXPECT_EQ(std::get<0>(**(*db)->write(asked)), 2);
}

TEST(SqliteFaults, WhoOpensWhileTheLogIsEmptiedWaits) {
    const TestDatabase files(Product::sqlite);
    const auto db = files.open();
    ASSERT_TRUE(db.has_value()) << db.error().message;
    ASSERT_TRUE(migrate(**db, rows));
    std::mutex mutex;
    std::set<std::string> problems;
    {
        std::atomic<bool> stop = false;
        const std::jthread housekeeper([&] {
            for (int i = 0; !stop; ++i) (void)(add(**db, std::to_string(i)) && (*db)->purge_deleted());
        });
        std::vector<std::jthread> visitors;
        for (int visitor = 0; visitor < 32; ++visitor) {
            visitors.emplace_back([&] {
                for (int i = 0; i < 60; ++i) {
                    const auto opened = files.open();
                    const std::lock_guard lock(mutex);
                    if (!opened) problems.insert(opened.error().message);
                }
            });
        }
        visitors.clear();
        stop = true;
    }
    EXPECT_THAT(problems, testing::IsEmpty());
}

// In a process of its own with a small disk of its own.
void fill_the_disk(const std::filesystem::path& folder, const Child::Tell& tell) {
    const int spaces = geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER;
    if (unshare(spaces) != 0) return tell(fmt::format("cannot get a view of its own: {}", std::strerror(errno)));
    (void)mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);  // not in a chroot, whose root is no mount: then it is unmounted below
    if (mount("none", folder.c_str(), "tmpfs", 0, "size=2m") != 0)
        return tell(fmt::format("cannot mount a small disk: {}", std::strerror(errno)));
    const auto db = open_sqlite(folder / "town.db");
    if (!db || !migrate(**db, rows) || !write_file(folder / "ballast", std::string(400'000, 'x'))) return tell("cannot begin");
    std::size_t written = 0;
    auto last = Result<>{};
    while (written < 10'000 && (last = add(**db, std::to_string(written), std::string(2000, 'y')))) ++written;
    if (last) return tell("the disk did not fill");
    tell("told: " + last.error().message);
    tell(fmt::format("readable: {}", ids(**db).size() == written));
    std::filesystem::remove(folder / "ballast");
    tell(fmt::format("goes on: {}", add(**db, "after").has_value()));
    const auto whole = (*db)->read([](Connection& tx) { return query_one<std::string>(tx, "PRAGMA integrity_check"); });
    tell("integrity: " + (whole ? std::get<0>(**whole) : whole.error().message));
    umount2(folder.c_str(), MNT_DETACH);
}

TEST(SqliteFaults, AFullDiskIsToldAndLeavesTheDatabaseIntact) {
    const auto dir = *TempDir::create();
    Child child([&](const Child::Tell& tell) { fill_the_disk(dir.path(), tell); });
    EXPECT_THAT(child.lines_told(),
                testing::ElementsAre(HasSubstr("The disk is full"), "readable: true", "goes on: true", "integrity: ok"));
}

// The cluster that pg_virtualenv made, found by its port.
std::string restart_command() {
    return "set -- $(pg_lsclusters -h | awk -v port=\"$PGPORT\" '$3 == port {print $1, $2}'); pg_ctlcluster \"$1\" \"$2\" restart -m fast";
}

TEST(PostgresqlFaults, ARestartUnderLoadIsToldAndTheServiceRecovers) {
    const TestDatabase files(Product::postgresql);
    const auto db = files.open();
    ASSERT_TRUE(db.has_value()) << db.error().message;
    ASSERT_TRUE(migrate(**db, rows));
    std::mutex mutex;
    std::set<std::string> acknowledged;
    std::set<ErrorKind> kinds;
    std::atomic<bool> stop = false;
    {
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < 8; ++writer) {
            writers.emplace_back([&, writer] {
                for (int i = 0; !stop; ++i) {
                    const auto id = fmt::format("{}-{}", writer, i);
                    const auto done = add(**db, id);
                    const std::lock_guard lock(mutex);
                    if (done) acknowledged.insert(id);
                    else kinds.insert(done.error().kind);
                }
            });
        }
        std::this_thread::sleep_for(200ms);
        EXPECT_EQ(std::system(("bash -c '" + replace_all(restart_command(), "'", "'\\''") + "'").c_str()), 0);
        std::this_thread::sleep_for(300ms);
        stop = true;
    }
    EXPECT_THAT(kinds, testing::Each(ErrorKind::unavailable)) << "what was refused was refused for this reason";
    EXPECT_FALSE(kinds.empty()) << "the restart must have been felt";
    const auto after = add(**db, "after");
    ASSERT_TRUE(after.has_value()) << after.error().message;
    const auto present = ids(**db);
    for (const auto& id : acknowledged) EXPECT_TRUE(present.contains(id)) << id;
}

}  // namespace
}  // namespace kireise::store
