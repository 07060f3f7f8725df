#pragma once
// What a check found: where it is, and what is expected there.

#include <string>

namespace kireise::blueprint {

struct Finding {
    std::string file;         // path in the tree
    int line = 1;             // from 1
    std::string field;        // JSON pointer (RFC 6901), empty for the whole file
    std::string expectation;  // a sentence: what is wrong and what is expected

    friend auto operator<=>(const Finding&, const Finding&) = default;
};

// "file:line: field: expectation"
[[nodiscard]] std::string to_string(const Finding& finding);

}  // namespace kireise::blueprint
