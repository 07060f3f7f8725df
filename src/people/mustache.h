#pragma once
// Mustache templates (mustache(5)) rendered straight from JSON: variables {{name}} and {{{name}}}, sections {{#name}} and {{^name}},
// comments, dotted names and {{.}}. No partials, lambdas and other delimiters. A line that holds nothing but tags of sections that are
// shown is left out.
//
// Not the library kainjow-mustache, from which this differs in nothing that our templates use (a test compares): it wants all data copied
// into values of its own and walks over every blank of a template; both together cost more than half of a page's time.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace kireise::people {

class Mustache {
   public:
    // invalid with the place for a tag or section that is not closed, and for what is not supported.
    [[nodiscard]] static Result<Mustache> parse(std::string_view source);

    // A name is looked up in the layers from the last to the first. null, false, "" and [] are false in sections and, like true, lists and
    // objects, nothing as variables.
    [[nodiscard]] std::string render(std::span<const Json* const> layers) const;

   private:
    enum class Kind { text, newline, variable, raw, section, inverted };
    struct Node {
        Kind kind = Kind::text;
        std::string text;               // of text and line breaks
        std::vector<std::string> path;  // of the name; empty for {{.}}
        std::size_t end = 0;            // of a section: behind its last node
    };
    class Parser;
    class Rendering;

    std::vector<Node> nodes_;
};

}  // namespace kireise::people
