#pragma once
// YAML 1.2 (the part that content uses) read into JSON, with the line of every value.
// Refused, with line: duplicate keys, anchors and aliases, several documents, keys that are no scalars.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace kireise {

struct Yaml {
    Json value;
    std::map<std::string, int, std::less<>> line_of;  // JSON pointer (RFC 6901) -> line in the file, from 1

    // Line of the value at the pointer, or of its nearest parent.
    [[nodiscard]] int line(std::string_view pointer) const;
};

// Plain scalars are read as null, true/false, integer, float, else as text; quoted ones are always text.
// `first_line` is added for front matter that does not start at the top of its file.
[[nodiscard]] Result<Yaml> parse_yaml(std::string_view text, std::size_t limit = 1U << 20U, int first_line = 1);

// Block style, two spaces, stable key order of `value`; text is quoted where it would be read as something else.
[[nodiscard]] std::string to_yaml(const Json& value);

}  // namespace kireise
