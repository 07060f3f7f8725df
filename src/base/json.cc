#include "base/json.h"

#include <fmt/core.h>

#include "base/text.h"

namespace kireise {
namespace {

// Deepest nesting of brackets outside of strings; a cheap bound that is checked before the parser recurses.
std::size_t nesting(std::string_view text) {
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return deepest;
}

}  // namespace

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.bytes) {
        return fail(ErrorKind::too_large, fmt::format("The JSON text has {} bytes; at most {} are read.", text.size(), limits.bytes));
    }
    if (nesting(text) > limits.depth) {
        return fail(ErrorKind::too_large, fmt::format("The JSON text is nested deeper than {} levels.", limits.depth));
    }
    if (!is_utf8(text)) return fail(ErrorKind::invalid, "The JSON text is not valid UTF-8.");
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& problem) {
        return fail(ErrorKind::invalid, fmt::format("The text is not valid JSON at byte {}.", problem.byte));
    } catch (const Json::out_of_range&) {
        return fail(ErrorKind::invalid, "The JSON text has a number that is too large for any use.");
    }
}

}  // namespace kireise
