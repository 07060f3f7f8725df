#include "blueprint/vocabulary.h"

#include <fmt/core.h>

namespace kireise::blueprint {

Result<Level> parse_level(std::string_view text) {
    if (text.size() == 1 && text[0] >= '0' && text[0] <= '4') return text[0] - '0';
    return fail(ErrorKind::invalid, fmt::format("\"{}\" is no level; use 0, 1, 2, 3 or 4.", text));
}

}  // namespace kireise::blueprint
