#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::people {

// Sign-in, sign-out, language, and the built-in styles and scripts.
[[nodiscard]] std::vector<Route> signin_routes();

}  // namespace kireise::people
