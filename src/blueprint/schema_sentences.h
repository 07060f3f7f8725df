#pragma once
// Turns what the validation library reports into few sentences that say what is expected.

#include <string>
#include <string_view>
#include <vector>

#include "blueprint/schema_check.h"

namespace kireise::blueprint {

struct RawViolation {
    std::vector<std::string> context;  // "<root>", "[key]", "[0]"
    std::string description;           // text of valijson, or a sentence of ours
};

[[nodiscard]] std::vector<Violation> sentences(const std::vector<RawViolation>& raw);

[[nodiscard]] std::string type_name(std::string_view json_type);  // "integer" -> "A whole number"
[[nodiscard]] std::string pointer_token(std::string key);         // escaped as RFC 6901 demands: "a/b" -> "a~1b"
}  // namespace kireise::blueprint
