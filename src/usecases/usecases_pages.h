#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::usecases {

// The ranking, every use case, the register: reading for all who are signed in, deciding for the coordination.
[[nodiscard]] std::vector<people::Route> usecases_routes();

}  // namespace kireise::usecases
