#pragma once
// A code with which a person sets the own password: 140 random bits, one use, 14 days; only its SHA-256 is stored. A new code for the same
// account replaces the old one.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "people/accounts.h"

namespace kireise::people {

inline constexpr std::chrono::days invitation_lifetime{14};

// "4k2m-..." (seven groups of four, Crockford's base 32): may be typed without hyphens, in capitals, with O for 0 and I or L for 1.
[[nodiscard]] Result<std::string> invite(store::Connection& tx, const Random& random, Instant now, const std::string& account);

// The account that a typed code is for; nullopt when it is wrong, used, expired, or the account is blocked.
[[nodiscard]] Result<std::optional<Account>> invited_account(store::Database& db, Instant now, std::string_view code);

// Sets the password and uses up the code; other sessions of the account end. unauthenticated as above. The rules of
// password_rules.h are the caller's to check.
[[nodiscard]] Result<Account> accept_invitation(store::Database& db, const Random& random, Instant now, std::string_view code,
                                                const std::string& password);

}  // namespace kireise::people
