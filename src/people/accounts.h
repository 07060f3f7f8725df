#pragma once
// Accounts and their roles, and the sessions of those who are signed in.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "people/role.h"
#include "store/migrations.h"

namespace kireise::people {

struct Account {
    std::string id;     // random
    std::string login;  // lower case, unique in the town
    std::string name;
    std::string profile;  // role profile of the framework, e.g. "profile/clerk"; "" when not chosen
    Roles roles;
};

struct NewAccount {
    std::string login, name, profile, password;
    Roles roles;
};

inline constexpr std::chrono::hours session_lifetime{12};

[[nodiscard]] store::Migrations account_migrations();

// Gives the id. conflict when the login exists; invalid for a bad login ([a-z0-9._-], 2..60) or password.
[[nodiscard]] Result<std::string> create_account(store::Database& db, const Random& random, const NewAccount& account);

// unauthenticated for an unknown login and for a wrong password alike, after the same time; forbidden for a blocked account.
[[nodiscard]] Result<Account> authenticate(store::Database& db, const std::string& login, const std::string& password);

[[nodiscard]] Result<std::vector<Account>> list_accounts(store::Database& db);

// The token that goes into the cookie; only its SHA-256 is stored.
[[nodiscard]] Result<std::string> open_session(store::Database& db, const Random& random, Instant now, const std::string& account);
[[nodiscard]] Result<std::optional<Account>> session_account(store::Database& db, Instant now, const std::string& token);
[[nodiscard]] Result<> close_session(store::Database& db, const std::string& token);
[[nodiscard]] Result<> close_sessions(store::Connection& tx, const std::string& account);  // all of them

// Proof that a form came from our own page: derived from the session's token, so nothing more is stored.
[[nodiscard]] std::string csrf_token(const std::string& session_token);

}  // namespace kireise::people
