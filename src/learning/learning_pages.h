#pragma once

#include "people/app.h"

namespace kireise::learning {

[[nodiscard]] std::vector<people::Route> learning_routes();

}  // namespace kireise::learning
