#include "usecases/testers_store.h"

#include "usecases/register_store.h"

namespace kireise::usecases {

using store::Connection;

Result<> name_tester(store::Database& db, const std::string& usecase, const std::string& account, Date today) {
    return db.write([&](Connection& tx) -> Result<> {
        if (TRY(stage_of(tx, usecase)) != Stage::testing) {
            return fail(ErrorKind::conflict, "People are named for a use case that is in test only; move it there first.");
        }
        TRY(store::execute(tx,
                           "INSERT INTO usecase_tester (usecase, account, named_on) VALUES (:usecase, :account, :today)"
                           " ON CONFLICT (usecase, account) DO NOTHING",
                           usecase, account, to_string(today)));
        return {};
    });
}

Result<> remove_tester(store::Database& db, const std::string& usecase, const std::string& account) {
    TRY(db.write([&](Connection& tx) {
        return store::execute(tx, "DELETE FROM usecase_tester WHERE usecase = :usecase AND account = :account", usecase, account);
    }));
    // Best effort: with readers about, the next deletion or the next start of the program does it.
    (void)db.purge_deleted();
    return {};
}

Result<std::vector<std::string>> testers_of(store::Database& db, const std::string& usecase) {
    const auto rows = TRY(db.read([&](Connection& tx) {
        return store::query<std::string>(tx, "SELECT account FROM usecase_tester WHERE usecase = :usecase ORDER BY named_on, account",
                                         usecase);
    }));
    std::vector<std::string> out;
    for (const auto& [account] : rows) out.push_back(account);
    return out;
}

Result<bool> is_tester(store::Database& db, const std::string& usecase, const std::string& account) {
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string>(tx, "SELECT account FROM usecase_tester WHERE usecase = :usecase AND account = :account",
                                             usecase, account);
    }));
    return row.has_value();
}

}  // namespace kireise::usecases
