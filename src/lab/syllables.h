#pragma once
// Syllables of German words, for measures of readability.

#include <string_view>

namespace kireise::lab {

// At least 1. Counts vowels, where two that are spoken as one (aa ee oo ie ai ei au eu äu ay ey oi ou) count once, "u" after "q" and "y"
// before a vowel not at all. A heuristic without a dictionary: it is wrong where a compound or a foreign word parts two such vowels
// ("Muse-um", "ge-endet"), and right for most others.
[[nodiscard]] int syllables(std::u32string_view word);

}  // namespace kireise::lab
