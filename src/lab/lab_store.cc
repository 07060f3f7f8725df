#include "lab/lab_store.h"

namespace kireise::lab {
namespace {

using store::Connection;

constexpr JsonLimits stored_limits{.bytes = std::size_t{64} << 20U};

Result<LabRun> read_body(const std::string& body) { return lab_run_from_json(TRY(parse_json(body, stored_limits))); }

Result<std::optional<LabRun>> read_row(const std::optional<std::tuple<std::string>>& row) {
    if (!row) return std::optional<LabRun>{};
    return std::optional(TRY(read_body(std::get<0>(*row))));
}

}  // namespace

store::Migrations lab_migrations() {
    return {"lab",
            {"CREATE TABLE lab_run (id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, usecase TEXT NOT NULL, complete BIGINT NOT NULL,"
             " synthetic BIGINT NOT NULL, body TEXT NOT NULL);\n"
             "CREATE INDEX lab_run_by_usecase ON lab_run (usecase, number);\n"}};
}

Result<> save_run(store::Database& db, const LabRun& run) {
    const auto body = to_json(run).dump(-1, ' ', false, Json::error_handler_t::replace);
    return db.write([&](Connection& tx) -> Result<> {
        const auto last = TRY(store::query_one<std::int64_t>(tx, "SELECT COALESCE(MAX(number), 0) FROM lab_run"));
        TRY(store::execute(tx,
                           "INSERT INTO lab_run (id, number, usecase, complete, synthetic, body)"
                           " VALUES (:id, :number, :usecase, :complete, :synthetic, :body)",
                           run.id, std::get<0>(*last) + 1, run.usecase, run.complete() ? 1 : 0, run.engine.synthetic ? 1 : 0, body));
        return {};
    });
}

Result<std::optional<LabRun>> find_run(store::Database& db, const std::string& id) {
    return read_row(
        TRY(db.read([&](Connection& tx) { return store::query_one<std::string>(tx, "SELECT body FROM lab_run WHERE id = :id", id); })));
}

Result<std::optional<LabRun>> latest_run(store::Database& db, const std::string& usecase) {
    return read_row(TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string>(
            tx, "SELECT body FROM lab_run WHERE usecase = :usecase AND complete = 1 ORDER BY synthetic, number DESC LIMIT 1", usecase);
    })));
}

Result<std::vector<LabRun>> runs_of(store::Database& db, const std::string& usecase) {
    const auto rows = TRY(db.read([&](Connection& tx) {
        return store::query<std::string>(tx, "SELECT body FROM lab_run WHERE usecase = :usecase ORDER BY number DESC LIMIT 50", usecase);
    }));
    std::vector<LabRun> out;
    for (const auto& [body] : rows) out.push_back(TRY(read_body(body)));
    return out;
}

Result<int> tested_usecases(store::Database& db) {
    const auto row = TRY(db.read([](Connection& tx) {
        return store::query_one<std::int64_t>(tx, "SELECT COUNT(DISTINCT usecase) FROM lab_run WHERE complete = 1 AND synthetic = 0");
    }));
    return row ? static_cast<int>(std::get<0>(*row)) : 0;
}

}  // namespace kireise::lab
