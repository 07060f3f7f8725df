#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::usecases {

// Naming and removing the people who may use a use case while it is in test: for the coordination, from the page of the use case.
[[nodiscard]] std::vector<people::Route> testers_routes();

}  // namespace kireise::usecases
