#include "engines/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "base/files.h"

namespace kireise::engines {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

Command shell(std::string script) { return {"/bin/sh", {"-c", std::move(script)}, {}}; }

// Gone, or only its entry is left for its parent to read.
bool runs(int pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    return std::getline(status, text) && text.substr(text.rfind(')') + 2, 1) != "Z";
}

bool ends_within(int pid, std::chrono::milliseconds limit) {
    for (auto waited = 0ms; waited < limit; waited += 20ms) {
        if (!runs(pid)) return true;
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

int wait_for_number(const std::filesystem::path& file) {
    for (int i = 0; i < 250; ++i) {
        std::ifstream in(file);
        int number = 0;
        if (in >> number && number > 0) return number;
        std::this_thread::sleep_for(20ms);
    }
    return -1;
}

TEST(RunCommand, KeepsTheOutputsApartAndGivesTheExitCode) {
    std::vector<std::string> lines;
    const auto ran = run_command(shell("echo out; echo one >&2; echo two >&2; exit 3"), {}, {},
                                 [&](std::string_view line) { lines.emplace_back(line); });
    ASSERT_TRUE(ran) << ran.error().message;
    EXPECT_EQ(ran->exit_code, 3);
    EXPECT_EQ(ran->output, "out\n");
    EXPECT_EQ(ran->errors, "one\ntwo\n");
    EXPECT_THAT(lines, ElementsAre("one", "two"));
    EXPECT_GT(ran->peak_memory, 100'000U);
}

TEST(RunCommand, PassesArgumentsUnchangedAndSetsTheEnvironment) {
    const auto ran =
        run_command({"/bin/sh", {"-c", "printf '%s|%s' \"$1\" \"$PLACE\"", "sh", "a b;\"$c"}, {{"PLACE", "Halle (Saale)"}}}, {});
    ASSERT_TRUE(ran);
    EXPECT_EQ(ran->output, "a b;\"$c|Halle (Saale)");
}

TEST(RunCommand, WorksInTheFolderThatItIsGiven) {
    const auto folder = TempDir::create().value();
    const auto program = std::filesystem::relative("/bin/sh");
    const auto ran = run_command({program, {"-c", "pwd -P"}, {}, folder.path()}, {});
    ASSERT_TRUE(ran) << ran.error().message;
    EXPECT_EQ(ran->output, std::filesystem::canonical(folder.path()).string() + "\n");
    EXPECT_FALSE(run_command({program, {}, {}, folder.path() / "missing"}, {}));
}

TEST(RunCommand, ASignalIsAnExitCodeOf128AndMore) { EXPECT_EQ(run_command(shell("kill -9 $$"), {})->exit_code, 128 + 9); }

TEST(RunCommand, SaysWhichProgramIsMissing) {
    const auto ran = run_command({"/nowhere/llama-bench", {}, {}}, {});
    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(ran.error().message, HasSubstr("/nowhere/llama-bench"));
}

TEST(RunCommand, EndsWhatTakesTooLong) {
    const auto before = std::chrono::steady_clock::now();
    const auto ran = run_command(shell("sleep 60"), {.time = 200ms});
    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().kind, ErrorKind::unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
}

TEST(RunCommand, EndsWhatPrintsTooMuch) {
    const auto ran =
        run_command(shell("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done"), {.output = 100'000});
    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().kind, ErrorKind::too_large);
}

TEST(RunCommand, CanBeStopped) {
    std::stop_source stop;
    std::jthread later([&] {
        std::this_thread::sleep_for(200ms);
        stop.request_stop();
    });
    const auto ran = run_command(shell("sleep 60"), {}, stop.get_token());
    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().kind, ErrorKind::busy);
}

TEST(RunCommand, TakesTheGrandchildrenAlong) {
    const auto folder = TempDir::create().value();
    const auto file = folder.path() / "pid";
    const auto ran = run_command(shell("sleep 60 & echo $! > " + file.string()), {.time = 20s});
    ASSERT_TRUE(ran) << ran.error().message;
    EXPECT_TRUE(ends_within(wait_for_number(file), 5s));
}

TEST(Child, RunsBesideUsAndLogs) {
    const auto folder = TempDir::create().value();
    const auto log = folder.path() / "log";
    auto child = Child::start(shell("echo 4711; sleep 60"), log).value();
    ASSERT_EQ(wait_for_number(log), 4711);
    EXPECT_TRUE(runs(child.id()));
    EXPECT_EQ(child.exit_code(), std::nullopt);
    child.stop(2s);
    EXPECT_EQ(child.exit_code(), 128 + SIGTERM);
    EXPECT_EQ(read_file(log), "4711\n");
}

TEST(Child, IsKilledWhenItDoesNotListen) {
    const auto folder = TempDir::create().value();
    auto child = Child::start(shell("trap '' TERM; echo 1 > " + (folder.path() / "ready").string() + "; while :; do sleep 0.05; done"),
                              folder.path() / "log")
                     .value();
    ASSERT_EQ(wait_for_number(folder.path() / "ready"), 1);
    EXPECT_EQ(child.stop(200ms), 128 + SIGKILL);
}

TEST(Child, EndsWithItsOwner) {
    const auto folder = TempDir::create().value();
    int pid = -1;
    {
        const auto child = Child::start(shell("sleep 60"), folder.path() / "log").value();
        pid = child.id();
    }
    EXPECT_FALSE(runs(pid));
}

// Our own process is killed without a chance to clean up: no orphan may stay.
TEST(Child, DiesWhenItsParentIsKilled) {
    const auto folder = TempDir::create().value();
    const auto file = folder.path() / "pid";
    const pid_t parent = ::fork();
    if (parent == 0) {
        const auto child = Child::start(shell("echo $$ > " + file.string() + "; exec sleep 60"), folder.path() / "log");
        ::pause();
        ::_exit(0);
    }
    const int child = wait_for_number(file);
    ASSERT_GT(child, 0);
    EXPECT_TRUE(runs(child));
    ::kill(parent, SIGKILL);
    ::waitpid(parent, nullptr, 0);
    EXPECT_TRUE(ends_within(child, 5s));
}

}  // namespace
}  // namespace kireise::engines
