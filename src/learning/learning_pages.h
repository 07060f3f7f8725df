#pragma once

#include "people/app.h"

namespace kireise::learning {

// All routes of the room: overview and path, courses, quizzes, KI-Pass. Only for people who are signed in; each sees only their own.
[[nodiscard]] std::vector<people::Route> learning_routes();

}  // namespace kireise::learning
