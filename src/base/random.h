#pragma once
// Randomness is passed in: cryptographic bytes in operation, a seeded stream in tests and demonstrations.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace kireise {

using Random = std::function<void(std::span<std::byte>)>;

[[nodiscard]] Random system_random();                    // cryptographic
[[nodiscard]] Random seeded_random(std::uint64_t seed);  // reproducible, never for secrets

// 128 random bits as 32 lower-case hexadecimal digits: ids of operation, tokens.
[[nodiscard]] std::string random_id(const Random& random);

}  // namespace kireise
