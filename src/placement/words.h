#pragma once
// What pages and the table file say about a verdict in the same words.

#include <string>
#include <string_view>
#include <vector>

#include "blueprint/snapshot.h"
#include "placement/verdict.h"

namespace kireise::placement {

// Last part of the key placement.place.*: the place, "-predicted" where it hangs on a predicted speed, "-open" for both kinds of local with
// open gates.
[[nodiscard]] std::string place_word(const Verdict& verdict);

// Titles of the open gates, in the order of the method.
[[nodiscard]] std::vector<std::string> open_gate_titles(const blueprint::Snapshot& content, const Verdict& verdict);

}  // namespace kireise::placement
