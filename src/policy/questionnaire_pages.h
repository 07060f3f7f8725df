#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::policy {

// One question a page, for the coordination.
[[nodiscard]] std::vector<people::Route> questionnaire_routes();

}  // namespace kireise::policy
