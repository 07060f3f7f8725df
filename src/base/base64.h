#pragma once
// Base64 with padding (RFC 4648, section 4).

#include <string>
#include <string_view>

#include "base/result.h"

namespace kireise {

[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] Result<std::string> from_base64(std::string_view text);  // invalid

}  // namespace kireise
