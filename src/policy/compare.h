#pragma once
// A town's guideline beside the Muster, clause by clause.

#include <string>
#include <vector>

#include "policy/assembly.h"
#include "policy/redline.h"

namespace kireise::policy {

enum class Difference { same, value, variant, added, removed };  // value: same variant, other words filled in

constexpr blueprint::EnumIds<Difference, 5> enum_ids(Difference) {
    return {{{Difference::same, "same"},
             {Difference::value, "value"},
             {Difference::variant, "variant"},
             {Difference::added, "added"},
             {Difference::removed, "removed"}}};
}

struct ClauseComparison {
    Difference difference = Difference::same;
    std::string id;
    int number = 0;  // in the town's guideline; 0 where it lacks the clause
    std::string title;
    std::string muster_variant;  // titles; empty where there is no such clause
    std::string town_variant;
    std::vector<Piece> pieces;  // from the Muster's plain text to the town's
};

// In the order of the town's guideline; clauses that only the Muster has come last.
[[nodiscard]] std::vector<ClauseComparison> compare(const AssembledGuideline& muster, const AssembledGuideline& town);

}  // namespace kireise::policy
