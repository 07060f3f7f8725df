#include "blueprint/schema_check.h"
#include "fuzz.h"

namespace kireise::fuzz {

// A schema in the first line, a value in the rest.
void fuzz_schema(std::string_view input) {
    const auto schema = blueprint::Schema::parse(take_line(input));
    if (!schema) return;
    const auto value = parse_json(input);
    if (value) (void)schema->check(*value);
}

}  // namespace kireise::fuzz
