#pragma once
// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kireise {

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

// Of a whole file, read piece by piece. not_found or io.
[[nodiscard]] Result<std::string> sha256_of_file(const std::filesystem::path& file);

}  // namespace kireise
