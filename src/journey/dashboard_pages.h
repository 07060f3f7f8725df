#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::journey {

// The first page: the person's own next step, the Reiseplan with what is due, and the funding. Which parts come first depends on the role.
[[nodiscard]] std::vector<people::Route> dashboard_routes();

}  // namespace kireise::journey
