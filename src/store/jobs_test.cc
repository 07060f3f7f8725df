#include "store/jobs.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "store/testing.h"

namespace kireise::store {
namespace {

using testing::ElementsAre;
using namespace std::chrono_literals;

class Jobs : public testing::TestWithParam<Product> {
   protected:
    void SetUp() override {
        auto opened = files.open();
        ASSERT_TRUE(opened.has_value()) << opened.error().message;
        db = *std::move(opened);
        ASSERT_TRUE(migrate(*db, {job_migrations()}));
    }

    std::string add(const std::string& argument = "") {
        now += 1ms;
        return *db->write([&](Connection& tx) { return add_job(tx, random, now, "work", argument); });
    }
    Job job(const std::string& id) { return **find_job(*db, id); }
    int run(const JobHandler& handler) {
        return *run_waiting_jobs(*db, {{"work", handler}}, [this] { return now; }, random);
    }

    TestDatabase files{GetParam()};
    std::unique_ptr<Database> db;
    Random random = system_random();
    Instant now{1'000'000'000ms};
};

TEST_P(Jobs, RunInTheirOrderAndKeepTheirResult) {
    std::vector<std::string> seen;
    const auto first = add("a");
    const auto second = add("b");
    EXPECT_EQ(job(first).state, JobState::waiting);
    const auto handler = [&](const std::string& argument, const Report& report) -> Result<std::string> {
        seen.push_back(argument);
        TRY(report(0.5));
        EXPECT_EQ(job(argument == "a" ? first : second).progress, 0.5);
        return "made of " + argument;
    };
    EXPECT_EQ(run(handler), 2);
    EXPECT_THAT(seen, ElementsAre("a", "b"));
    EXPECT_EQ(job(second).state, JobState::done);
    EXPECT_EQ(job(second).result, "made of b");
    EXPECT_EQ(job(second).progress, 1);
    EXPECT_EQ(list_jobs(*db, "work", 1)->front().id, second);
    EXPECT_EQ(run(handler), 0);
}

TEST_P(Jobs, SayWhyTheyFailed) {
    const auto id = add();
    run([](const std::string&, const Report&) -> Result<std::string> { return fail(ErrorKind::invalid, "The file is empty."); });
    EXPECT_EQ(job(id).state, JobState::failed);
    EXPECT_EQ(job(id).problem, "The file is empty.");
    const auto unknown = *db->write([&](Connection& tx) { return add_job(tx, random, now, "other", ""); });
    run([](const std::string&, const Report&) -> Result<std::string> { return ""; });
    EXPECT_EQ(job(unknown).state, JobState::failed);
}

TEST_P(Jobs, AreCancelledBeforeAndWhileTheyRun) {
    const auto waiting = add();
    ASSERT_TRUE(cancel_job(*db, waiting, now));
    const auto running = add();
    EXPECT_EQ(run([&](const std::string&, const Report& report) -> Result<std::string> {
                  EXPECT_TRUE(cancel_job(*db, running, now));
                  TRY(report(0.1));
                  ADD_FAILURE() << "went on";
                  return "";
              }),
              1);
    EXPECT_EQ(job(waiting).state, JobState::cancelled);
    EXPECT_EQ(job(running).state, JobState::cancelled);
    EXPECT_EQ(cancel_job(*db, running, now).error().kind, ErrorKind::conflict);
}

TEST_P(Jobs, AJobWhoseProcessDiedIsTakenUpByAnotherAndGivenUpInTheEnd) {
    const auto id = add();
    for (int attempt = 1; attempt <= max_attempts; ++attempt) {
        EXPECT_THROW(run([](const std::string&, const Report&) -> Result<std::string> { throw std::runtime_error("the process dies"); }),
                     std::runtime_error);
        EXPECT_EQ(job(id).state, JobState::running);
        EXPECT_EQ(run([](const std::string&, const Report&) -> Result<std::string> { return "too early"; }), 0) << "the lease still holds";
        now += lease_time + 1ms;
    }
    EXPECT_EQ(run([](const std::string&, const Report&) -> Result<std::string> { return "too often"; }), 0);
    EXPECT_EQ(job(id).state, JobState::failed);
}

TEST_P(Jobs, WhoLostItsLeaseIsToldAndWritesNothing) {
    const auto id = add();
    run([&](const std::string&, const Report& report) -> Result<std::string> {
        now += lease_time + 1ms;
        EXPECT_EQ(run([](const std::string&, const Report&) -> Result<std::string> { return "of the second"; }), 1);
        EXPECT_EQ(report(0.9).error().kind, ErrorKind::busy);
        return "of the first";
    });
    EXPECT_EQ(job(id).result, "of the second");
}

TEST_P(Jobs, SeveralRunnersShareThemOnceEach) {
    const auto other = *files.open();
    std::vector<std::string> ids;
    for (int i = 0; i < 20; ++i) ids.push_back(add(std::to_string(i)));
    std::atomic<int> runs = 0;
    const JobHandlers handlers{{"work", [&](const std::string&, const Report&) -> Result<std::string> { return std::to_string(++runs); }}};
    {
        JobRunner here(*db, handlers, system_clock(), random);
        JobRunner there(*other, handlers, system_clock(), random);
        here.wake();
        for (int i = 0; i < 500 && job(ids.back()).state != JobState::done; ++i) std::this_thread::sleep_for(10ms);
    }
    for (const auto& id : ids) EXPECT_EQ(job(id).state, JobState::done);
    EXPECT_EQ(runs, 20);
}

TEST_P(Jobs, AProgramThatStopsPutsItsJobBack) {
    const auto id = add();
    std::atomic<bool> begun = false;
    {
        JobRunner runner(*db,
                         {{"work",
                           [&](const std::string&, const Report& report) -> Result<std::string> {
                               begun = true;
                               while (true) TRY(report(0.2));
                           }}},
                         system_clock(), random);
        while (!begun) std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(job(id).state, JobState::waiting);
    EXPECT_EQ(run([](const std::string&, const Report&) -> Result<std::string> { return "finished"; }), 1);
    EXPECT_EQ(job(id).result, "finished");
}

INSTANTIATE_TEST_SUITE_P(Products, Jobs, testing::Values(Product::sqlite, Product::postgresql),
                         [](const auto& one) { return name_of(one.param); });

}  // namespace
}  // namespace kireise::store
