// Taking up, renewing and ending jobs.
#include <fmt/core.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/jobs.h"

namespace kireise::store {
namespace {

struct Taken {
    std::string id, kind, argument;
};

std::int64_t number_of(JobState state) { return static_cast<std::int64_t>(state); }

// One process's share in the table; `holder` tells its leases from those of others.
class Share {
   public:
    Share(Database& database, const JobHandlers& handlers, Clock clock, const Random& random)
        : db_(database), handlers_(handlers), clock_(std::move(clock)), holder_(random_id(random)) {}

    Result<std::optional<Taken>> take() {
        const auto open = TRY(db_.read([](Connection& tx) {
            return query_one<std::int64_t>(tx, "SELECT count(*) FROM job WHERE state IN (:waiting, :running)", number_of(JobState::waiting),
                                           number_of(JobState::running));
        }));
        if (std::get<0>(*open) == 0) return std::optional<Taken>{};
        return db_.write([&](Connection& tx) -> Result<std::optional<Taken>> {
            TRY(give_up_what_never_ends(tx));
            const auto row = TRY(query_one<std::string, std::string, std::string>(
                tx,
                "SELECT id, kind, argument FROM job WHERE state = :waiting OR (state = :running AND lease_until < :now) ORDER BY created, "
                "id LIMIT 1",
                number_of(JobState::waiting), number_of(JobState::running), clock_()));
            if (!row) return std::nullopt;
            const auto& [id, kind, argument] = *row;
            TRY(execute(tx,
                        "UPDATE job SET state = :running, attempts = attempts + 1, holder = :holder, lease_until = :until WHERE id = :id",
                        number_of(JobState::running), holder_, clock_() + lease_time, id));
            return Taken{id, kind, argument};
        });
    }

    // Runs it and writes how it ended; a job that ends because the program stops goes back among those that wait.
    Result<> run(const Taken& job, const std::stop_token& stop) {
        const auto handler = handlers_.find(job.kind);
        if (handler == handlers_.end()) return end(job, JobState::failed, "", fmt::format("This program knows no job \"{}\".", job.kind));
        Result<> lease;  // why the handler was told to stop
        Result<std::string> result;
        {
            const std::jthread heartbeat([&](const std::stop_token& ended) { renew_while_running(job, ended); });
            result = handler->second(job.argument, [&](double progress) {
                lease = stop.stop_requested() ? fail(ErrorKind::busy, "The program stops.") : renew(job, progress);
                return lease;
            });
        }
        if (result) return end(job, JobState::done, *result, "");
        if (stop.stop_requested()) return release(job);
        const bool cancelled = !lease && lease.error().kind == ErrorKind::conflict;
        return end(job, cancelled ? JobState::cancelled : JobState::failed, "", cancelled ? "" : result.error().message);
    }

   private:
    // A job that took its process down each time must not do so for ever.
    Result<> give_up_what_never_ends(Connection& tx) {
        TRY(execute(
            tx, "UPDATE job SET state = :failed, problem = :problem WHERE state = :running AND lease_until < :now AND attempts >= :most",
            number_of(JobState::failed), "The job was interrupted several times and has been given up.", number_of(JobState::running),
            clock_(), max_attempts));
        return {};
    }

    Result<> renew(const Taken& job, std::optional<double> progress) {
        return db_.write([&](Connection& tx) -> Result<> {
            const auto row =
                TRY(query_one<std::int64_t>(tx, "SELECT cancel FROM job WHERE id = :id AND holder = :holder AND state = :running", job.id,
                                            holder_, number_of(JobState::running)));
            if (!row) return fail(ErrorKind::busy, "Another process has taken the job over.");
            if (std::get<0>(*row) != 0) return fail(ErrorKind::conflict, "The job was cancelled.");
            TRY(execute(tx, "UPDATE job SET lease_until = :until WHERE id = :id", clock_() + lease_time, job.id));
            if (progress) TRY(execute(tx, "UPDATE job SET progress = :progress WHERE id = :id", *progress, job.id));
            return {};
        });
    }

    void renew_while_running(const Taken& job, const std::stop_token& ended) {
        std::mutex mutex;
        std::condition_variable_any waiting;
        std::unique_lock lock(mutex);
        while (!waiting.wait_for(lock, ended, lease_time / 3, [&] { return ended.stop_requested(); })) (void)renew(job, std::nullopt);
    }

    Result<> end(const Taken& job, JobState state, const std::string& result, const std::string& problem) {
        TRY(db_.write([&](Connection& tx) {
            return execute(
                tx,
                "UPDATE job SET state = :state, result = :result, problem = :problem,"
                " progress = CASE WHEN :done = 1 THEN 1 ELSE progress END WHERE id = :id AND holder = :holder AND state = :running",
                number_of(state), result, problem, state == JobState::done ? 1 : 0, job.id, holder_, number_of(JobState::running));
        }));
        return {};
    }

    Result<> release(const Taken& job) {
        TRY(db_.write([&](Connection& tx) {
            return execute(tx, "UPDATE job SET state = :waiting, attempts = attempts - 1 WHERE id = :id AND holder = :holder",
                           number_of(JobState::waiting), job.id, holder_);
        }));
        return {};
    }

    Database& db_;
    const JobHandlers& handlers_;
    Clock clock_;
    std::string holder_;
};

Result<int> run_all(Share& share, const std::stop_token& stop) {
    int ran = 0;
    while (!stop.stop_requested()) {
        const auto job = TRY(share.take());
        if (!job) break;
        TRY(share.run(*job, stop));
        ++ran;
    }
    return ran;
}

}  // namespace

class JobRunner::Impl {
   public:
    Impl(Database& database, JobHandlers handlers, Clock clock, const Random& random)
        : handlers_(std::move(handlers)),
          share_(database, handlers_, std::move(clock), random),
          thread_([this](const std::stop_token& stop) { loop(stop); }) {}

    void wake() {
        {
            const std::lock_guard lock(mutex_);
            woken_ = true;
        }
        changed_.notify_one();
    }

   private:
    // An error of the database is met by trying again; the job's row keeps its state.
    void loop(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            (void)run_all(share_, stop);
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, stop, std::chrono::seconds{1}, [&] { return woken_; });
            woken_ = false;
        }
    }

    JobHandlers handlers_;
    Share share_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool woken_ = false;
    std::jthread thread_;  // last: it uses all above
};

JobRunner::JobRunner(Database& database, JobHandlers handlers, Clock clock, Random random)
    : impl_(std::make_unique<Impl>(database, std::move(handlers), std::move(clock), random)) {}

JobRunner::~JobRunner() = default;

void JobRunner::wake() { impl_->wake(); }

Result<int> run_waiting_jobs(Database& database, const JobHandlers& handlers, const Clock& clock, const Random& random) {
    Share share(database, handlers, clock, random);
    return run_all(share, {});
}

}  // namespace kireise::store
