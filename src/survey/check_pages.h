#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::survey {

// The check in the browser: start, one question a page, finish, result. Open to people with an invitation code without sign-in.
[[nodiscard]] std::vector<people::Route> check_routes();

}  // namespace kireise::survey
