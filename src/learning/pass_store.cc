#include "learning/pass_store.h"

#include "learning/participation.h"

namespace kireise::learning {
namespace {

using store::Connection;

Result<Record> read_record(Connection& tx, const std::string& account) {
    Record out;
    out.completed = TRY(completions(tx, account));
    out.announced = TRY(announced_guideline(tx));
    out.acknowledged = TRY(acknowledged(tx, account));
    return out;
}

Result<std::optional<IssuedPass>> read_latest(Connection& tx, const std::string& account, const std::string& pass) {
    const auto row = TRY((store::query_one<std::string, int, std::string, std::string>(
        tx,
        "SELECT id, level, issued, valid_until FROM learning_pass WHERE account = :account AND pass = :pass"
        " ORDER BY valid_until DESC, id LIMIT 1",
        account, pass)));
    if (!row) return std::optional<IssuedPass>{};
    const auto& [id, level, issued, valid_until] = *row;
    const auto from = parse_date(issued), to = parse_date(valid_until);
    if (!from || !to) return fail(ErrorKind::internal, "A stored pass has a date that is not of the form YYYY-MM-DD.");
    return std::optional(IssuedPass{id, pass, level, *from, *to});
}

Result<> insert_pass(Connection& tx, const std::string& account, const IssuedPass& pass) {
    TRY(store::execute(tx,
                       "INSERT INTO learning_pass (id, account, pass, level, issued, valid_until)"
                       " VALUES (:id, :account, :pass, :level, :issued, :valid_until)",
                       pass.id, account, pass.pass, pass.level, to_string(pass.issued), to_string(pass.valid_until)));
    return {};
}

}  // namespace

Result<Record> record_of(store::Database& db, const std::string& account) {
    return db.read([&](Connection& tx) { return read_record(tx, account); });
}

Result<IssuedPass> issue_pass(store::Database& db, const Random& random, const blueprint::Pass& pass, const std::string& account,
                              Date today) {
    return db.write([&](Connection& tx) -> Result<IssuedPass> {
        TRY(people::require_consent(tx, matter_of(pass), today));
        if (!all_met(conditions(pass, TRY(read_record(tx, account)), today))) {
            return fail(ErrorKind::conflict, "Not every condition of the pass is met yet. Please see which one is open.");
        }
        const auto held = TRY(read_latest(tx, account, pass.id));
        if (held && held->valid_on(today) && !may_be_renewed(*held, today)) {
            return fail(ErrorKind::conflict, "This pass has been issued and is still valid.");
        }
        const IssuedPass issued{random_id(random), pass.id, pass.level, today, add_months(today, pass.valid_months)};
        TRY(insert_pass(tx, account, issued));
        return issued;
    });
}

Result<std::optional<IssuedPass>> latest_pass(store::Database& db, const std::string& account, const std::string& pass) {
    return db.read([&](Connection& tx) { return read_latest(tx, account, pass); });
}

Result<blueprint::Level> pass_level(store::Database& db, const std::string& account, Date today) {
    const auto day = to_string(today);
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<int>(
            tx, "SELECT MAX(level) FROM learning_pass WHERE account = :account AND issued <= :first_day AND valid_until >= :last_day",
            account, day, day);
    }));
    return row ? std::get<0>(*row) : 0;
}

Result<int> passes_issued(store::Database& db, Date today) {
    const auto day = to_string(today);
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<int>(
            tx, "SELECT COUNT(DISTINCT account) FROM learning_pass WHERE issued <= :first_day AND valid_until >= :last_day", day, day);
    }));
    return row ? std::get<0>(*row) : 0;
}

}  // namespace kireise::learning
