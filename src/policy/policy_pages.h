#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::policy {

// All pages of the room.
[[nodiscard]] std::vector<people::Route> policy_routes();

}  // namespace kireise::policy
