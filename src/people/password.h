#pragma once
// Passwords are kept as Argon2id hashes (RFC 9106; libsodium's interactive limits: 64 MiB, about 70 ms). At most two are computed at once.

#include <string>

#include "base/random.h"
#include "base/result.h"

namespace kireise::people {

inline constexpr std::size_t password_min = 10;  // characters (bytes)
inline constexpr std::size_t password_max = 200;

[[nodiscard]] Result<std::string> hash_password(const std::string& password);
[[nodiscard]] bool verify_password(const std::string& hash, const std::string& password);

// Four groups of four letters that cannot be mistaken for each other (about 74 bits).
[[nodiscard]] std::string random_password(const Random& random);

}  // namespace kireise::people
