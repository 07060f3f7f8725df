#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"
#include "people/accounts.h"
#include "people/login.h"
#include "people/password.h"

namespace kireise::people {
namespace {

using store::Connection;
using Row = std::tuple<std::string, std::string, std::string, std::string, std::int64_t>;

Account to_account(const Row& row) {
    return {std::get<0>(row), std::get<1>(row), std::get<2>(row), std::get<3>(row), Roles{static_cast<std::uint32_t>(std::get<4>(row))}};
}

// Of no password: verified when the login does not exist, so that the answer takes as long as for one that does.
constexpr const char* decoy_hash = "$argon2id$v=19$m=65536,t=2,p=1$sFV7wi7hhuqmqm4LGv/Bfg$J3VTWaFh9iWfUo1o2nYg91JbTTD2RL3/nMXncfOkJ0I";

// Closer than that nobody's presence is recorded.
Instant to_the_hour(Instant now) { return std::chrono::floor<std::chrono::hours>(now); }

// A nicety of the list of sessions: no request fails because of it.
void note_seen(store::Database& db, const std::string& token_hash, Instant hour) {
    (void)db.write(
        [&](Connection& tx) { return store::execute(tx, "UPDATE session SET seen = :hour WHERE token_hash = :hash", hour, token_hash); });
}

}  // namespace

store::Migrations account_migrations() {
    return {"people",
            {"CREATE TABLE account (id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, profile TEXT NOT NULL,"
             " roles BIGINT NOT NULL, password_hash TEXT NOT NULL);\n"
             "CREATE TABLE session (token_hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,"
             " expires BIGINT NOT NULL);\n",
             "ALTER TABLE account ADD COLUMN blocked BIGINT NOT NULL DEFAULT 0;\n"
             "ALTER TABLE session ADD COLUMN opened BIGINT NOT NULL DEFAULT 0;\n"
             "ALTER TABLE session ADD COLUMN seen BIGINT NOT NULL DEFAULT 0;\n"
             "UPDATE session SET opened = expires - 43200000, seen = expires - 43200000;\n"
             "CREATE INDEX session_of_account ON session (account);\n"
             "CREATE TABLE invitation (account TEXT PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE, code_hash TEXT NOT NULL UNIQUE,"
             " expires BIGINT NOT NULL);\n"
             "CREATE TABLE sign_in_attempt (subject TEXT PRIMARY KEY, failures BIGINT NOT NULL, next BIGINT NOT NULL, expires BIGINT NOT"
             " NULL);\n"}};
}

Result<std::string> create_account(store::Database& db, const Random& random, const NewAccount& account) {
    if (!is_login(account.login)) {
        return fail(ErrorKind::invalid, "A login has 2 to 60 characters: small letters, digits, dot, hyphen, underscore.");
    }
    const auto hash = TRY(hash_password(account.password));
    auto id = random_id(random);
    TRY(db.write([&](Connection& tx) {
        return store::execute(
            tx, "INSERT INTO account (id, login, name, profile, roles, password_hash) VALUES (:id, :login, :name, :profile, :roles, :hash)",
            id, account.login, account.name, account.profile, account.roles.bits, hash);
    }));
    return id;
}

Result<Account> authenticate(store::Database& db, const std::string& login, const std::string& password) {
    const auto wanted = lower_ascii(trim(login));
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string, std::string, std::string, std::string, std::int64_t, std::string, std::int64_t>(
            tx, "SELECT id, login, name, profile, roles, password_hash, blocked FROM account WHERE login = :login", wanted);
    }));
    const bool has_password = row && !std::get<5>(*row).empty();
    const bool right = verify_password(has_password ? std::get<5>(*row) : decoy_hash, password);
    if (!has_password || !right) return fail(ErrorKind::unauthenticated, "The login or the password is wrong.");
    const auto& [id, name_of_login, name, profile, roles, hash, blocked] = *row;
    if (blocked != 0) return fail(ErrorKind::forbidden, "This account is blocked.");
    return to_account({id, name_of_login, name, profile, roles});
}

Result<std::vector<Account>> list_accounts(store::Database& db) {
    const auto rows = TRY(db.read([](Connection& tx) {
        return store::query<std::string, std::string, std::string, std::string, std::int64_t>(
            tx, "SELECT id, login, name, profile, roles FROM account ORDER BY login");
    }));
    std::vector<Account> out;
    std::ranges::transform(rows, std::back_inserter(out), to_account);
    return out;
}

Result<std::string> open_session(store::Database& db, const Random& random, Instant now, const std::string& account) {
    auto token = random_id(random);
    TRY(db.write([&](Connection& tx) -> Result<> {
        TRY(store::execute(tx, "DELETE FROM session WHERE expires <= :now", now));
        TRY(store::execute(
            tx, "INSERT INTO session (token_hash, account, expires, opened, seen) VALUES (:hash, :account, :expires, :opened, :seen)",
            sha256_hex(token), account, now + session_lifetime, now, to_the_hour(now)));
        return {};
    }));
    return token;
}

Result<std::optional<Account>> session_account(store::Database& db, Instant now, const std::string& token) {
    if (token.empty()) return std::optional<Account>{};
    const auto hash = sha256_hex(token);
    const auto row = TRY(db.read([&](Connection& tx) {
        return store::query_one<std::string, std::string, std::string, std::string, std::int64_t, Instant>(
            tx,
            "SELECT account.id, login, name, profile, roles, seen FROM session JOIN account ON account.id = session.account"
            " WHERE token_hash = :hash AND expires > :now AND blocked = 0",
            hash, now);
    }));
    if (!row) return std::optional<Account>{};
    const auto& [id, login, name, profile, roles, seen] = *row;
    if (to_the_hour(now) > seen) note_seen(db, hash, to_the_hour(now));
    return std::optional(to_account({id, login, name, profile, roles}));
}

Result<> close_session(store::Database& db, const std::string& token) {
    TRY(db.write([&](Connection& tx) { return store::execute(tx, "DELETE FROM session WHERE token_hash = :hash", sha256_hex(token)); }));
    return {};
}

Result<> close_sessions(Connection& tx, const std::string& account) {
    TRY(store::execute(tx, "DELETE FROM session WHERE account = :account", account));
    return {};
}

std::string csrf_token(const std::string& session_token) { return sha256_hex("csrf:" + session_token); }

}  // namespace kireise::people
