#pragma once

#include "people/app.h"

namespace kireise::learning {

// The learner's own page with path and catalogue, and saving a result.
[[nodiscard]] std::vector<people::Route> overview_routes();

}  // namespace kireise::learning
