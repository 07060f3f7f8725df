#pragma once

#include <vector>

#include "people/app.h"

namespace kireise::policy {

// The guideline to read, compare and download; what is allowed where; the acknowledgement.
[[nodiscard]] std::vector<people::Route> guideline_routes();

}  // namespace kireise::policy
