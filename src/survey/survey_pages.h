#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::survey {

// All routes of this room.
[[nodiscard]] std::vector<people::Route> survey_routes();

}  // namespace kireise::survey
