#pragma once
// JSON as a value type (nlohmann). Untrusted text is read only through parse_json, which limits size and depth.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/result.h"

namespace kireise {

using Json = nlohmann::json;

struct JsonLimits {
    std::size_t bytes = 1U << 20U;
    std::size_t depth = 64;
};

// RFC 8259. invalid (with byte position) or too_large.
[[nodiscard]] Result<Json> parse_json(std::string_view text, JsonLimits limits = {});

}  // namespace kireise
