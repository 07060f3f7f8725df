#pragma once
// The hash that a package's manifest states for every file.

#include <string>
#include <string_view>

namespace kireise::blueprint {

// FIPS 180-4, as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace kireise::blueprint
