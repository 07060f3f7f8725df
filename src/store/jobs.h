#pragma once
// Durable jobs: what takes longer than a page may. A job is a row; whoever runs it holds a lease on the row and renews it, so that a job
// whose process died is taken up by another after lease_time. A handler may therefore run twice: it must be able to start again.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "store/migrations.h"

namespace kireise::store {

inline constexpr std::chrono::seconds lease_time{60};
inline constexpr int max_attempts = 3;

enum class JobState { waiting, running, done, failed, cancelled };

struct Job {
    std::string id;        // random
    std::string kind;      // names the handler
    std::string argument;  // what the handler needs, its own format; no personal data
    JobState state = JobState::waiting;
    double progress = 0;  // 0..1
    std::string result;   // of a job that is done: the handler's own format
    std::string problem;  // of a job that failed: a sentence
    Instant created;
};

[[nodiscard]] Migrations job_migrations();

// Gives the id. The tx of the caller's own rows may be used: the job starts when that is committed.
[[nodiscard]] Result<std::string> add_job(Connection& tx, const Random& random, Instant now, const std::string& kind,
                                          const std::string& argument);
[[nodiscard]] Result<std::optional<Job>> find_job(Database& database, const std::string& id);
// The newest of a kind first.
[[nodiscard]] Result<std::vector<Job>> list_jobs(Database& database, const std::string& kind, int limit);
[[nodiscard]] Result<std::vector<Job>> list_jobs(Database& database, int limit);  // of all kinds
// Deletes those that ended and were added before that time; gives how many.
[[nodiscard]] Result<std::int64_t> forget_ended_jobs(Connection& tx, Instant added_before);
// How many there are in each state; states without jobs are missing.
[[nodiscard]] Result<std::map<JobState, std::int64_t>> count_jobs(Database& database);
// A waiting job will not start; a running one is told at its next report. conflict when it has ended.
[[nodiscard]] Result<> cancel_job(Database& database, const std::string& id, Instant now);

// What a handler reports through. An error means: stop and return it (cancelled, lease lost, program stops).
using Report = std::function<Result<>(double progress)>;
// Gives the result. An error ends the job as failed, unless the program stops: then the job waits for its next start.
using JobHandler = std::function<Result<std::string>(const std::string& argument, const Report& report)>;
using JobHandlers = std::map<std::string, JobHandler, std::less<>>;

// Runs jobs on one thread, until the end of its life; jobs of other processes are left to them while they hold a lease.
class JobRunner {
   public:
    JobRunner(Database& database, JobHandlers handlers, Clock clock, Random random);
    ~JobRunner();
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;

    void wake();  // a job was added; without it a job starts within a second

   private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// For tests and commands: runs what waits now, on this thread. Gives how many ran.
[[nodiscard]] Result<int> run_waiting_jobs(Database& database, const JobHandlers& handlers, const Clock& clock, const Random& random);

}  // namespace kireise::store
