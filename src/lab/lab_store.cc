#include "lab/lab_store.h"

#include <fmt/core.h>

#include "base/sha256.h"
#include "people/audit.h"

namespace kireise::lab {
namespace {

using store::Connection;

constexpr JsonLimits stored_limits{.bytes = std::size_t{64} << 20U};

using Row = std::tuple<std::string>;
using WholeRow = std::tuple<std::string, std::optional<std::string>>;  // body, SHA-256

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Result<std::optional<LabRun>> read_run(const std::optional<WholeRow>& row) {
    if (!row) return std::optional<LabRun>{};
    const auto& [body, digest] = *row;
    if (digest && *digest != sha256_hex(body)) {
        return fail(ErrorKind::internal,
                    "The record of this practical test is not what was saved: somebody changed it in the database. It counts no more; "
                    "restore it from a backup, or run the test again.");
    }
    return std::optional(TRY(lab_run_from_json(TRY(parse_json(body, stored_limits)))));
}

Result<> insert(Connection& tx, const LabRun& run, const std::string& body, const std::string& digest) {
    const auto summary = text_of(to_json(static_cast<const RunSummary&>(run)));
    const auto last = TRY(store::query_one<std::int64_t>(tx, "SELECT COALESCE(MAX(number), 0) FROM lab_run"));
    TRY(store::execute(tx,
                       "INSERT INTO lab_run (id, number, usecase, complete, synthetic, body, summary, sha256)"
                       " VALUES (:id, :number, :usecase, :complete, :synthetic, :body, :summary, :sha256)",
                       run.id, std::get<0>(*last) + 1, run.usecase, run.complete() ? 1 : 0, run.engine.real() ? 0 : 1, body, summary,
                       digest));
    return {};
}

Result<RunSummary> read_summary(const Row& row) { return run_summary_from_json(TRY(parse_json(std::get<0>(row), stored_limits))); }

Result<std::optional<RunSummary>> read_summary(const std::optional<Row>& row) {
    if (!row) return std::optional<RunSummary>{};
    return std::optional(TRY(read_summary(*row)));
}

Result<std::vector<RunSummary>> read_summaries(store::Database& db, const std::string& usecase, std::string_view sql) {
    const auto rows = TRY(db.read([&](Connection& tx) { return store::query<std::string>(tx, sql, usecase); }));
    std::vector<RunSummary> out;
    for (const auto& row : rows) out.push_back(TRY(read_summary(row)));
    return out;
}

// The run that counts, see latest_run(). Rows from before there were summaries give the whole run instead.
constexpr std::string_view latest_body =
    "SELECT body, sha256 FROM lab_run WHERE usecase = :usecase AND complete = 1 ORDER BY synthetic, number DESC LIMIT 1";
constexpr std::string_view latest_head =
    "SELECT COALESCE(summary, body) FROM lab_run WHERE usecase = :usecase AND complete = 1 ORDER BY synthetic, number DESC LIMIT 1";

}  // namespace

store::Migrations lab_migrations() {
    return {"lab",
            {"CREATE TABLE lab_run (id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, usecase TEXT NOT NULL, complete BIGINT NOT NULL,"
             " synthetic BIGINT NOT NULL, body TEXT NOT NULL);\n"
             "CREATE INDEX lab_run_by_usecase ON lab_run (usecase, number);\n",
             "ALTER TABLE lab_run ADD COLUMN summary TEXT;\n", "ALTER TABLE lab_run ADD COLUMN sha256 TEXT;\n",
             "CREATE TABLE lab_trial (id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, usecase TEXT NOT NULL, version BIGINT NOT NULL,"
             " decided BIGINT NOT NULL, body TEXT NOT NULL);\n"
             "CREATE INDEX lab_trial_by_usecase ON lab_trial (usecase, number);\n",
             "CREATE TABLE lab_rating (id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, usecase TEXT NOT NULL, first_run TEXT NOT NULL,"
             " second_run TEXT NOT NULL, opened BIGINT NOT NULL, closed BIGINT, result TEXT);\n"
             "CREATE INDEX lab_rating_by_usecase ON lab_rating (usecase, number);\n"
             "CREATE TABLE lab_rating_vote (rating TEXT NOT NULL, rater TEXT NOT NULL, case_id TEXT NOT NULL, place BIGINT NOT NULL,"
             " first_is_a BIGINT NOT NULL, choice TEXT, PRIMARY KEY (rating, rater, case_id));\n"}};
}

Result<> save_run(store::Database& db, const LabRun& run) {
    const auto body = text_of(to_json(run));
    return db.write([&](Connection& tx) { return insert(tx, run, body, sha256_hex(body)); });
}

Result<> save_run(store::Database& db, const people::Deed& deed, const LabRun& run) {
    const auto body = text_of(to_json(run));
    const auto digest = sha256_hex(body);
    return db.write([&](Connection& tx) -> Result<> {
        TRY(insert(tx, run, body, digest));
        return people::audit(tx, deed, "lab.run", run.usecase, fmt::format("{} {}", run.id, digest));
    });
}

Result<std::optional<LabRun>> find_run(store::Database& db, const std::string& id) {
    return read_run(TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string, std::optional<std::string>>(tx, "SELECT body, sha256 FROM lab_run WHERE id = :id", id);
    })));
}

Result<std::optional<RunSummary>> find_summary(store::Database& db, const std::string& id) {
    return read_summary(TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string>(tx, "SELECT COALESCE(summary, body) FROM lab_run WHERE id = :id", id);
    })));
}

Result<std::optional<LabRun>> latest_run(store::Database& db, const std::string& usecase) {
    return read_run(
        TRY(db.read([&](Connection& tx) { return store::query_one<std::string, std::optional<std::string>>(tx, latest_body, usecase); })));
}

Result<std::optional<RunSummary>> latest_summary(store::Database& db, const std::string& usecase) {
    return read_summary(TRY(db.read([&](Connection& tx) { return store::query_one<std::string>(tx, latest_head, usecase); })));
}

Result<std::vector<RunSummary>> summaries_of(store::Database& db, const std::string& usecase) {
    return read_summaries(db, usecase,
                          "SELECT COALESCE(summary, body) FROM lab_run WHERE usecase = :usecase ORDER BY number DESC LIMIT 50");
}

Result<std::vector<RunSummary>> complete_runs(store::Database& db, const std::string& usecase) {
    return read_summaries(db, usecase,
                          "SELECT COALESCE(summary, body) FROM lab_run WHERE usecase = :usecase AND complete = 1 AND synthetic = 0"
                          " ORDER BY number DESC LIMIT 500");
}

Result<int> tested_usecases(store::Database& db) {
    const auto row = TRY(db.read([](Connection& tx) {
        return store::query_one<std::int64_t>(tx, "SELECT COUNT(DISTINCT usecase) FROM lab_run WHERE complete = 1 AND synthetic = 0");
    }));
    return row ? static_cast<int>(std::get<0>(*row)) : 0;
}

}  // namespace kireise::lab
