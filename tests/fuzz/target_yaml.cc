#include "base/yaml.h"
#include "fuzz.h"

namespace kireise::fuzz {

void fuzz_yaml(std::string_view input) {
    const auto yaml = parse_yaml(input, 1U << 16U);
    if (!yaml) return;
    for (const auto& [pointer, line] : yaml->line_of) require(line >= 1 && yaml->line(pointer) == line, "a line before the file");
    const auto again = parse_yaml(to_yaml(yaml->value));
    require(again.has_value(), "written YAML is not YAML");
    require(again->value.dump() == yaml->value.dump(), "written YAML reads as something else");
}

}  // namespace kireise::fuzz
