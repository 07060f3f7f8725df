#include "store/jobs.h"

#include <fmt/core.h>

#include <algorithm>

namespace kireise::store {
namespace {

constexpr const char* columns = "id, kind, argument, state, progress, result, problem, created";
using Row = std::tuple<std::string, std::string, std::string, std::int64_t, double, std::string, std::string, Instant>;

Job to_job(const Row& row) {
    const auto& [id, kind, argument, state, progress, result, problem, created] = row;
    return {id, kind, argument, static_cast<JobState>(state), progress, result, problem, created};
}

Result<std::vector<Job>> to_jobs(Result<std::vector<Row>> rows) {
    std::vector<Job> out;
    std::ranges::transform(TRY(std::move(rows)), std::back_inserter(out), to_job);
    return out;
}

std::int64_t number_of(JobState state) { return static_cast<std::int64_t>(state); }

}  // namespace

Migrations job_migrations() {
    return {"jobs",
            {"CREATE TABLE job (id TEXT PRIMARY KEY, kind TEXT NOT NULL, argument TEXT NOT NULL, state BIGINT NOT NULL, progress DOUBLE "
             "PRECISION NOT NULL,"
             " result TEXT NOT NULL, problem TEXT NOT NULL, created BIGINT NOT NULL, attempts BIGINT NOT NULL, holder TEXT NOT NULL,"
             " lease_until BIGINT NOT NULL, cancel BIGINT NOT NULL);\n"
             "CREATE INDEX job_by_state ON job (state, created);\n"}};
}

Result<std::string> add_job(Connection& tx, const Random& random, Instant now, const std::string& kind, const std::string& argument) {
    auto id = random_id(random);
    TRY(execute(tx,
                "INSERT INTO job (id, kind, argument, state, progress, result, problem, created, attempts, holder, lease_until, cancel)"
                " VALUES (:id, :kind, :argument, 0, 0, '', '', :created, 0, '', 0, 0)",
                id, kind, argument, now));
    return id;
}

Result<std::optional<Job>> find_job(Database& database, const std::string& id) {
    auto jobs = TRY(to_jobs(database.read([&](Connection& tx) {
        return query<std::string, std::string, std::string, std::int64_t, double, std::string, std::string, Instant>(
            tx, fmt::format("SELECT {} FROM job WHERE id = :id", columns), id);
    })));
    return jobs.empty() ? std::nullopt : std::optional(std::move(jobs.front()));
}

Result<std::vector<Job>> list_jobs(Database& database, const std::string& kind, int limit) {
    return to_jobs(database.read([&](Connection& tx) {
        return query<std::string, std::string, std::string, std::int64_t, double, std::string, std::string, Instant>(
            tx, fmt::format("SELECT {} FROM job WHERE kind = :kind ORDER BY created DESC, id LIMIT :limit", columns), kind, limit);
    }));
}

Result<std::vector<Job>> list_jobs(Database& database, int limit) {
    return to_jobs(database.read([&](Connection& tx) {
        return query<std::string, std::string, std::string, std::int64_t, double, std::string, std::string, Instant>(
            tx, fmt::format("SELECT {} FROM job ORDER BY created DESC, id LIMIT :limit", columns), limit);
    }));
}

Result<std::int64_t> forget_ended_jobs(Connection& tx, Instant added_before) {
    return execute(tx, "DELETE FROM job WHERE created < :before AND state NOT IN (:waiting, :running)", added_before,
                   number_of(JobState::waiting), number_of(JobState::running));
}

Result<std::map<JobState, std::int64_t>> count_jobs(Database& database) {
    const auto rows = TRY(database.read(
        [](Connection& tx) { return query<std::int64_t, std::int64_t>(tx, "SELECT state, COUNT(*) FROM job GROUP BY state"); }));
    std::map<JobState, std::int64_t> out;
    for (const auto& [state, count] : rows) out.emplace(static_cast<JobState>(state), count);
    return out;
}

Result<> cancel_job(Database& database, const std::string& id, Instant now) {
    return database.write([&](Connection& tx) -> Result<> {
        const auto stopped =
            TRY(execute(tx, "UPDATE job SET state = :cancelled, cancel = 1, lease_until = :now WHERE id = :id AND state = :waiting",
                        number_of(JobState::cancelled), now, id, number_of(JobState::waiting)));
        if (stopped == 1) return {};
        const auto told =
            TRY(execute(tx, "UPDATE job SET cancel = 1 WHERE id = :id AND state = :running", id, number_of(JobState::running)));
        if (told == 1) return {};
        return fail(ErrorKind::conflict, "The job has ended already.");
    });
}

}  // namespace kireise::store
