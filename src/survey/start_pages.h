#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::survey {

// The room's entry: what the check is, what is stored, choice of a role profile, invitation code.
[[nodiscard]] std::vector<people::Route> start_routes();

}  // namespace kireise::survey
