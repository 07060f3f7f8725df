#pragma once
// Which of the town's documents the journey's rows name: evidence of deliverables, papers of the funding.

#include "people/housekeeping.h"

namespace kireise::journey {

[[nodiscard]] people::DocumentRoom journey_documents();

}  // namespace kireise::journey
