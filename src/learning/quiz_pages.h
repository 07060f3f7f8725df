#pragma once

#include "people/app.h"

namespace kireise::learning {

// The quiz of a course. These routes come before course_routes(): a section's number matches "quiz" as well.
[[nodiscard]] std::vector<people::Route> quiz_routes();

}  // namespace kireise::learning
