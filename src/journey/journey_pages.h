#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::journey {

// The dashboard with the Reiseplan, one page per deliverable, dates and funding, and handing on.
[[nodiscard]] std::vector<people::Route> journey_routes();

}  // namespace kireise::journey
