#include "people/own_account.h"

#include <algorithm>

#include "base/sha256.h"
#include "people/audit.h"
#include "people/password.h"

namespace kireise::people {
namespace {

using store::Connection;

Result<> drop_others(Connection& tx, const std::string& account, const std::string& token) {
    TRY(store::execute(tx, "DELETE FROM session WHERE account = :account AND token_hash <> :hash", account, sha256_hex(token)));
    return {};
}

}  // namespace

Result<std::vector<OwnSession>> own_sessions(store::Database& db, Instant now, const std::string& account, const std::string& token) {
    const auto rows = TRY(db.read([&](Connection& tx) {
        return store::query<std::string, Instant, Instant>(
            tx, "SELECT token_hash, opened, seen FROM session WHERE account = :account AND expires > :now ORDER BY opened DESC", account,
            now);
    }));
    const auto own = sha256_hex(token);
    std::vector<OwnSession> out;
    // The hash of the token is no way to the token, and whoever sees this list owns the sessions.
    for (const auto& [hash, opened, seen] : rows) out.push_back({hash, opened, seen, hash == own});
    std::ranges::stable_partition(out, &OwnSession::current);
    return out;
}

Result<> end_own_session(store::Database& db, const Deed& deed, const std::string& session) {
    return db.write([&](Connection& tx) -> Result<> {
        const auto ended =
            TRY(store::execute(tx, "DELETE FROM session WHERE account = :account AND token_hash = :hash", deed.actor, session));
        if (ended == 0) return fail(ErrorKind::not_found, "There is no such session.");
        return audit(tx, deed, "session.ended", "account/" + deed.actor);
    });
}

Result<> end_other_sessions(store::Database& db, const Deed& deed, const std::string& token) {
    return db.write([&](Connection& tx) -> Result<> {
        TRY(drop_others(tx, deed.actor, token));
        return audit(tx, deed, "session.others_ended", "account/" + deed.actor);
    });
}

Result<> change_password(store::Database& db, const Deed& deed, const std::string& token, const std::string& password) {
    const auto hash = TRY(hash_password(password));
    return db.write([&](Connection& tx) -> Result<> {
        TRY(store::execute(tx, "UPDATE account SET password_hash = :hash WHERE id = :id", hash, deed.actor));
        TRY(store::execute(tx, "DELETE FROM invitation WHERE account = :account", deed.actor));
        TRY(drop_others(tx, deed.actor, token));
        return audit(tx, deed, "account.password_changed", "account/" + deed.actor);
    });
}

}  // namespace kireise::people
