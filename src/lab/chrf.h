#pragma once
// chrF2: how much of a reference's characters an answer shares (Popović 2015, "chrF: character n-gram F-score for automatic MT
// evaluation").

#include <string_view>

namespace kireise::lab {

// 0..1. Precision and recall of character n-grams, n = 1..6, white space left out, case kept, each averaged over the n for which both texts
// are long enough; F with beta = 2 (recall counts more). Characters are code points. 0 when one of the texts is empty.
[[nodiscard]] double chrf(std::string_view answer, std::string_view reference);

}  // namespace kireise::lab
