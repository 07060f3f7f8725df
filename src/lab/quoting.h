#pragma once
// Does an answer cite, and is it right? A citation is the id of a source in brackets behind what it is to support: "Die Gebühr beträgt
// 37 Euro [s1]."

#include <string>
#include <string_view>
#include <vector>

#include "blueprint/usecase_types.h"

namespace kireise::lab {

struct QuoteCheck {
    int citations = 0;        // ids of sources that the answer names
    std::string unknown;      // the first id in brackets that is no source; "" for none
    double least = 0;         // 0..1: of the claim that is supported worst, the share of its words that stand in what it cites
    std::string least_claim;  // that claim
};

// A claim is the sentence before the brackets (or the part of it after other brackets); sources named side by side support it together. Its
// words are those of at least five letters and all numbers; a word stands in a source when a word there begins with
// the same six letters (German endings differ), a number when it stands there as it is. A heuristic: it finds what is made up, not what is
// twisted.
[[nodiscard]] QuoteCheck check_quotes(std::string_view answer, const std::vector<blueprint::GoldSource>& sources);

}  // namespace kireise::lab
