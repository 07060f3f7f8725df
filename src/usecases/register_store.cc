#include "usecases/register_store.h"

#include <algorithm>
#include <utility>

#include "people/audit.h"

namespace kireise::usecases {
namespace {

using store::Connection;
using StageRow = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;

constexpr std::string_view newest_entries =
    "SELECT usecase, stage, reason, decided_on, commit_id, decided_by FROM usecase_stage AS entry WHERE number ="
    " (SELECT MAX(number) FROM usecase_stage AS other WHERE other.usecase = entry.usecase)";

StageEntry to_entry(const StageRow& row) {
    const auto& [usecase, stage, reason, date, commit, account] = row;
    return {usecase, blueprint::from_id<Stage>(stage).value_or(Stage::idea), reason, {parse_date(date).value_or(Date{}), commit, account}};
}

Result<> append(Connection& tx, const StageEntry& entry) {
    const auto last = TRY(
        store::query_one<std::int64_t>(tx, "SELECT COALESCE(MAX(number), 0) FROM usecase_stage WHERE usecase = :usecase", entry.usecase));
    TRY(store::execute(tx,
                       "INSERT INTO usecase_stage (usecase, number, stage, reason, decided_on, commit_id, decided_by)"
                       " VALUES (:usecase, :number, :stage, :reason, :date, :commit, :account)",
                       entry.usecase, std::get<0>(*last) + 1, blueprint::to_id(entry.stage), entry.reason, to_string(entry.decided.date),
                       entry.decided.commit, entry.decided.account));
    return {};
}

Result<> prioritise(Connection& tx, const Ranking& ranking, const Decided& decided, const std::string& reason) {
    for (const auto& judged : ranking.ranked) {
        const auto stage = TRY(stage_of(tx, judged.id));
        if (stage != Stage::idea && stage != Stage::checked) continue;
        TRY(append(tx, {judged.id, Stage::prioritised, reason, decided}));
    }
    return {};
}

Result<> insert_row(Connection& tx, std::int64_t ranking, const RankedRow& row) {
    TRY(store::execute(tx,
                       "INSERT INTO usecase_ranking_row (ranking, usecase, place, score, value_score, feasibility_score, readiness)"
                       " VALUES (:ranking, :usecase, :place, :score, :value, :feasibility, :readiness)",
                       ranking, row.usecase, row.rank, row.score, row.value, row.feasibility, blueprint::to_id(row.readiness)));
    return {};
}

Result<std::vector<RankedRow>> read_rows(Connection& tx, std::int64_t ranking) {
    const auto rows = TRY((store::query<std::string, std::int64_t, double, double, double, std::string>(
        tx,
        "SELECT usecase, place, score, value_score, feasibility_score, readiness FROM usecase_ranking_row WHERE ranking = :ranking"
        " ORDER BY CASE WHEN place = 0 THEN 1 ELSE 0 END, place, usecase",
        ranking)));
    std::vector<RankedRow> out;
    for (const auto& [usecase, place, score, value, feasibility, readiness] : rows) {
        out.push_back({usecase, static_cast<int>(place), score, value, feasibility,
                       blueprint::from_id<Readiness>(readiness).value_or(Readiness::open)});
    }
    return out;
}

}  // namespace

store::Migrations usecase_migrations() {
    return {"usecases",
            {"CREATE TABLE usecase_stage (usecase TEXT NOT NULL, number BIGINT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL,"
             " decided_on TEXT NOT NULL, commit_id TEXT NOT NULL, decided_by TEXT NOT NULL, PRIMARY KEY (usecase, number));\n"
             "CREATE TABLE usecase_ranking (number BIGINT PRIMARY KEY, decided_on TEXT NOT NULL, commit_id TEXT NOT NULL,"
             " decided_by TEXT NOT NULL);\n"
             "CREATE TABLE usecase_ranking_row (ranking BIGINT NOT NULL REFERENCES usecase_ranking(number), usecase TEXT NOT NULL,"
             " place BIGINT NOT NULL, score DOUBLE PRECISION NOT NULL, value_score DOUBLE PRECISION NOT NULL,"
             " feasibility_score DOUBLE PRECISION NOT NULL, readiness TEXT NOT NULL, PRIMARY KEY (ranking, usecase));\n",
             "CREATE TABLE usecase_tester (usecase TEXT NOT NULL, account TEXT NOT NULL, named_on TEXT NOT NULL,"
             " PRIMARY KEY (usecase, account));\n"}};
}

Result<Stage> stage_of(Connection& tx, const std::string& usecase) {
    const auto row = TRY(store::query_one<std::string>(
        tx, "SELECT stage FROM usecase_stage WHERE usecase = :usecase ORDER BY number DESC LIMIT 1", usecase));
    return row ? blueprint::from_id<Stage>(std::get<0>(*row)).value_or(Stage::idea) : Stage::idea;
}

Result<Stage> stage_of(store::Database& db, const std::string& usecase) {
    return db.read([&](Connection& tx) { return stage_of(tx, usecase); });
}

Result<std::map<std::string, StageEntry, std::less<>>> current_stages(store::Database& db) {
    const auto rows = TRY(db.read([](Connection& tx) {
        return store::query<std::string, std::string, std::string, std::string, std::string, std::string>(tx, newest_entries);
    }));
    std::map<std::string, StageEntry, std::less<>> out;
    for (const auto& row : rows) out.emplace(std::get<0>(row), to_entry(row));
    return out;
}

Result<std::vector<StageEntry>> stage_history(store::Database& db, const std::string& usecase) {
    const auto rows = TRY(db.read([&](Connection& tx) {
        return store::query<std::string, std::string, std::string, std::string, std::string, std::string>(
            tx,
            "SELECT usecase, stage, reason, decided_on, commit_id, decided_by FROM usecase_stage WHERE usecase = :usecase"
            " ORDER BY number DESC",
            usecase);
    }));
    std::vector<StageEntry> out;
    std::ranges::transform(rows, std::back_inserter(out), to_entry);
    return out;
}

Result<> enter_stage(store::Database& db, const people::Deed& deed, Stage from, const StageEntry& entry) {
    TRY(db.write([&](Connection& tx) -> Result<> {
        if (TRY(stage_of(tx, entry.usecase)) != from) {
            return fail(ErrorKind::conflict, "Somebody else has moved this use case meanwhile; load the page again and look at its stage.");
        }
        if (from == Stage::testing) TRY(store::execute(tx, "DELETE FROM usecase_tester WHERE usecase = :usecase", entry.usecase));
        TRY(people::audit(tx, deed, "usecase.stage_changed", entry.usecase,
                          std::string(blueprint::to_id(from)) + " -> " + std::string(blueprint::to_id(entry.stage))));
        return append(tx, entry);
    }));
    // Best effort: with readers about, the next deletion or the next start of the program does it.
    if (from == Stage::testing) (void)db.purge_deleted();
    return {};
}

std::vector<RankedRow> rows_of(const Ranking& ranking) {
    std::vector<RankedRow> rows;
    for (const auto* list : {&ranking.ranked, &ranking.knocked_out}) {
        for (const auto& judged : *list) {
            rows.push_back({judged.id, judged.rank, judged.score, judged.value, judged.feasibility, judged.readiness()});
        }
    }
    return rows;
}

Result<int> decide_ranking(store::Database& db, const people::Deed& deed, int seen, const Ranking& ranking, const Decided& decided,
                           const std::string& reason) {
    return db.write([&](Connection& tx) -> Result<int> {
        const auto last = TRY(store::query_one<std::int64_t>(tx, "SELECT COALESCE(MAX(number), 0) FROM usecase_ranking"));
        const auto number = std::get<0>(*last) + 1;
        if (number != seen + 1) {
            return fail(ErrorKind::conflict, "Somebody else has decided a ranking meanwhile; load the page again and look at it.");
        }
        TRY(people::audit(tx, deed, "ranking.decided", "ranking/" + std::to_string(number)));
        TRY(store::execute(
            tx, "INSERT INTO usecase_ranking (number, decided_on, commit_id, decided_by) VALUES (:number, :date, :commit, :account)",
            number, to_string(decided.date), decided.commit, decided.account));
        for (const auto& row : rows_of(ranking)) TRY(insert_row(tx, number, row));
        TRY(prioritise(tx, ranking, decided, reason));
        return static_cast<int>(number);
    });
}

Result<std::optional<DecidedRanking>> latest_ranking(store::Database& db) {
    return db.read([](Connection& tx) -> Result<std::optional<DecidedRanking>> {
        const auto row = TRY((store::query_one<std::int64_t, std::string, std::string, std::string>(
            tx, "SELECT number, decided_on, commit_id, decided_by FROM usecase_ranking ORDER BY number DESC LIMIT 1")));
        if (!row) return std::nullopt;
        const auto& [number, date, commit, account] = *row;
        auto rows = TRY(read_rows(tx, number));
        return DecidedRanking{static_cast<int>(number), {parse_date(date).value_or(Date{}), commit, account}, std::move(rows)};
    });
}

Result<int> ranked_usecases(store::Database& db) {
    const auto row = TRY(db.read([](Connection& tx) {
        return store::query_one<std::int64_t>(
            tx, "SELECT COUNT(*) FROM usecase_ranking_row WHERE ranking = (SELECT MAX(number) FROM usecase_ranking)");
    }));
    return static_cast<int>(std::get<0>(*row));
}

}  // namespace kireise::usecases
