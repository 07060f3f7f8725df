#pragma once
// The town's register: which stage a use case is in and why, and the rankings that were decided. Nothing is overwritten: a change is a
// further row, and each row names the commit of the content it was decided on.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "people/deed.h"
#include "store/migrations.h"
#include "usecases/ranking.h"
#include "usecases/stage.h"

namespace kireise::usecases {

[[nodiscard]] store::Migrations usecase_migrations();

// Who decided something, when, and on which content.
struct Decided {
    Date date;
    std::string commit;
    std::string account;  // random id
};

struct StageEntry {
    std::string usecase;
    Stage stage = Stage::idea;
    std::string reason;
    Decided decided;
};

// Idea when nothing was ever entered.
[[nodiscard]] Result<Stage> stage_of(store::Database& db, const std::string& usecase);
[[nodiscard]] Result<Stage> stage_of(store::Connection& tx, const std::string& usecase);

// The newest entry of every use case that has one.
[[nodiscard]] Result<std::map<std::string, StageEntry, std::less<>>> current_stages(store::Database& db);

// Newest first.
[[nodiscard]] Result<std::vector<StageEntry>> stage_history(store::Database& db, const std::string& usecase);

// The account of `decided` is the deed's actor, and the change is audited. conflict when the use case is not in stage `from` any more.
// Leaving the test deletes who was named for it (testers_store.h).
[[nodiscard]] Result<> enter_stage(store::Database& db, const people::Deed& deed, Stage from, const StageEntry& entry);

struct RankedRow {
    std::string usecase;
    int rank = 0;  // 0: knocked out
    double score = 0;
    double value = 0;
    double feasibility = 0;
    Readiness readiness = Readiness::open;

    friend bool operator==(const RankedRow&, const RankedRow&) = default;
};

[[nodiscard]] std::vector<RankedRow> rows_of(const Ranking& ranking);  // by rank, those knocked out last

struct DecidedRanking {
    int number = 0;  // from 1
    Decided decided;
    std::vector<RankedRow> rows;  // as rows_of() gives them
};

// Keeps the ranking as decided, audited, and gives its number. conflict when `seen` is not the number of the latest one (0 for none). Use
// cases that were ideas or checked and are not knocked out become "prioritised", with `reason`.
[[nodiscard]] Result<int> decide_ranking(store::Database& db, const people::Deed& deed, int seen, const Ranking& ranking,
                                         const Decided& decided, const std::string& reason);

[[nodiscard]] Result<std::optional<DecidedRanking>> latest_ranking(store::Database& db);

// How many use cases the latest decided ranking judged, those knocked out included; 0 without one.
[[nodiscard]] Result<int> ranked_usecases(store::Database& db);

}  // namespace kireise::usecases
