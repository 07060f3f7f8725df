#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::policy {

// Who adopted the guideline and when: form, confirmation, adoption. For the coordination.
[[nodiscard]] std::vector<people::Route> adoption_routes();

}  // namespace kireise::policy
