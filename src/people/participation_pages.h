#pragma once
// The staff council's pages: what waits for it, what it said, and where the coordination asks.

#include <vector>

#include "people/housekeeping.h"
#include "people/participation_view.h"

namespace kireise::people {

// The documents that came with a step.
[[nodiscard]] DocumentRoom participation_documents();

[[nodiscard]] std::vector<Route> participation_routes(std::vector<ParticipationSource> sources);

}  // namespace kireise::people
