#include "base/json.h"
#include "fuzz.h"

namespace kireise::fuzz {

// What was read can be written, and reads as the same again.
void fuzz_json(std::string_view input) {
    const auto value = parse_json(input, {.bytes = 1U << 16U, .depth = 16});
    if (!value) return;
    const auto again = parse_json(value->dump());
    require(again.has_value(), "written JSON is not JSON");
    require(again->dump() == value->dump(), "written JSON reads as something else");
}

}  // namespace kireise::fuzz
