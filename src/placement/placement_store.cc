#include "placement/placement_store.h"

#include <utility>

#include "base/sha256.h"
#include "base/text.h"

namespace kireise::placement {
namespace {

using store::Connection;
using Row = std::tuple<std::string, std::string, Instant, std::string>;

Result<StoredReport> stored(const Row& row) {
    const auto& [id, name, received, body] = row;
    auto report = TRY(parse_probe_report(body));
    return StoredReport{id, name, received, std::move(report)};
}

// Free memory changes from one minute to the next, the PC does not.
std::string pc_of(const std::string& name, const Hardware& hardware) {
    if (!name.empty()) return "name:" + lower_ascii(name);
    auto same = hardware;
    same.available_bytes = 0;
    return "hardware:" + sha256_hex(to_json(same).dump());
}

Result<std::optional<StoredReport>> first(const std::optional<Row>& row) {
    if (!row) return std::optional<StoredReport>{};
    return std::optional(TRY(stored(*row)));
}

}  // namespace

store::Migrations placement_migrations() {
    return {"placement",
            {"CREATE TABLE probe_report (id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, name TEXT NOT NULL, pc TEXT NOT NULL,"
             " received BIGINT NOT NULL, hash TEXT NOT NULL UNIQUE, body TEXT NOT NULL);\n",
             "CREATE TABLE inventory (number BIGINT PRIMARY KEY, imported BIGINT NOT NULL, left_out BIGINT NOT NULL);\n"
             "CREATE TABLE inventory_line (number BIGINT PRIMARY KEY, make TEXT NOT NULL, model TEXT NOT NULL, cpu TEXT NOT NULL,"
             " cores BIGINT NOT NULL, memory_gib DOUBLE PRECISION NOT NULL, gpu TEXT NOT NULL, pcs BIGINT NOT NULL);\n"
             "CREATE TABLE report_token (id TEXT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created BIGINT NOT NULL,"
             " expires BIGINT NOT NULL, revoked BIGINT NOT NULL, used BIGINT NOT NULL, window_start BIGINT NOT NULL,"
             " in_window BIGINT NOT NULL);\n"}};
}

Result<std::string> add_report(store::Database& db, const Random& random, Instant received, const std::string& name,
                               const ProbeReport& report) {
    const auto body = to_json(report).dump();
    auto id = random_id(random);
    TRY(db.write([&](Connection& tx) -> Result<> {
        const auto hash = sha256_hex(body);
        if (TRY(store::query_one<std::string>(tx, "SELECT id FROM probe_report WHERE hash = :hash", hash))) {
            return fail(ErrorKind::conflict, "This measurement is here already; measure again to add another one.");
        }
        const auto last = TRY(store::query_one<std::int64_t>(tx, "SELECT COALESCE(MAX(number), 0) FROM probe_report"));
        TRY(store::execute(tx,
                           "INSERT INTO probe_report (id, number, name, pc, received, hash, body)"
                           " VALUES (:id, :number, :name, :pc, :received, :hash, :body)",
                           id, std::get<0>(*last) + 1, name, pc_of(name, report.hardware), received, hash, body));
        return {};
    }));
    return id;
}

Result<std::vector<StoredReport>> reports(store::Database& db) {
    const auto rows = TRY(db.read([](Connection& tx) {
        return store::query<std::string, std::string, Instant, std::string>(
            tx, "SELECT id, name, received, body FROM probe_report ORDER BY number DESC LIMIT 200");
    }));
    std::vector<StoredReport> out;
    for (const auto& row : rows) out.push_back(TRY(stored(row)));
    return out;
}

Result<std::vector<StoredReport>> fleet_reports(store::Database& db) {
    const auto rows = TRY(db.read([](Connection& tx) {
        return store::query<std::string, std::string, Instant, std::string>(
            tx,
            "SELECT id, name, received, body FROM (SELECT id, name, received, body, number,"
            " ROW_NUMBER() OVER (PARTITION BY pc ORDER BY number DESC) AS place FROM probe_report) AS ranked"
            " WHERE place <= 5 ORDER BY number DESC LIMIT 5000");
    }));
    std::vector<StoredReport> out;
    for (const auto& row : rows) out.push_back(TRY(stored(row)));
    return out;
}

Result<std::optional<StoredReport>> latest_report(store::Database& db) {
    return first(TRY(db.read([](Connection& tx) {
        return store::query_one<std::string, std::string, Instant, std::string>(
            tx, "SELECT id, name, received, body FROM probe_report ORDER BY number DESC LIMIT 1");
    })));
}

Result<std::optional<StoredReport>> find_report(store::Database& db, const std::string& id) {
    return first(TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string, std::string, Instant, std::string>(
            tx, "SELECT id, name, received, body FROM probe_report WHERE id = :id", id);
    })));
}

Result<int> pcs_measured(store::Database& db) {
    const auto row =
        TRY(db.read([](Connection& tx) { return store::query_one<std::int64_t>(tx, "SELECT COUNT(DISTINCT pc) FROM probe_report"); }));
    return row ? static_cast<int>(std::get<0>(*row)) : 0;
}

}  // namespace kireise::placement
