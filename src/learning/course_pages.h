#pragma once

#include "people/app.h"

namespace kireise::learning {

// A course and its sections.
[[nodiscard]] std::vector<people::Route> course_routes();

}  // namespace kireise::learning
