#pragma once
// Keeps passwords from being guessed: after some wrong attempts for one login, or from one address, each further one has to wait, from half
// a minute, doubling, to at most a quarter of an hour; nobody is locked out for ever. Stored in the database, so that all processes count
// together; under the SHA-256 of the login or address, and gone an hour after the last attempt.

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "store/database.h"

namespace kireise::people {

// What is counted, and how many attempts are free of waiting.
struct AttemptSubject {
    std::string key;
    int free_attempts = 0;
};

// Under which the database knows it.
[[nodiscard]] std::string stored_subject(const AttemptSubject& subject);

// Of the own password, when it is changed.
[[nodiscard]] AttemptSubject password_attempts(std::string_view account);
[[nodiscard]] AttemptSubject login_attempts(std::string_view login);
// A whole town hall may share one address. IPv6 counts by the network (/64), since a household has all of it.
[[nodiscard]] AttemptSubject address_attempts(std::string_view address);

// Counts the attempt before it is made, so that many at once cannot slip through. nullopt: go on; else when to try again at the earliest
// (such an attempt is not counted).
[[nodiscard]] Result<std::optional<Instant>> begin_attempt(store::Database& db, Instant now, std::span<const AttemptSubject> subjects);

// The attempt was right: forgets the first subject's failures and takes back this one from the others.
[[nodiscard]] Result<> attempt_succeeded(store::Database& db, std::span<const AttemptSubject> subjects);

// The attempt could not be judged (the directory was down): as if it had not been made.
[[nodiscard]] Result<> take_back_attempt(store::Database& db, std::span<const AttemptSubject> subjects);

[[nodiscard]] std::chrono::seconds waiting_time(int failures, int free_attempts);

}  // namespace kireise::people
