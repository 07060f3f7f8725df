#pragma once
// The verdicts of a town as of now: computed anew from the PC measured last and the practical test that counts for each use case.

#include <vector>

#include "people/town.h"
#include "placement/placement_store.h"
#include "placement/verdict.h"

namespace kireise::placement {

struct Verdicts {
    std::shared_ptr<const blueprint::Snapshot> content;
    std::optional<StoredReport> pc;        // the one measured last
    std::vector<Verdict> verdicts;         // one per use case that no gate knocks out, in the order of the ranking
    std::vector<std::string> knocked_out;  // use cases that must not be used at all
};

// A use case is judged with the model class that passed or failed its test; before any test of a real model, with the class it expects.
[[nodiscard]] Result<Verdicts> current_verdicts(const people::Town& town);

// Number of use cases for which both legs are known, whether local or not. A test with a synthetic model makes none.
[[nodiscard]] Result<int> verdicts_made(const people::Town& town);

}  // namespace kireise::placement
