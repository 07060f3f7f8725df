#pragma once

#include <string>

#include "journey/plan.h"
#include "people/app.h"

namespace kireise::journey {

// Phases as bars, deliverables as points, today as a line.
[[nodiscard]] std::string timeline_svg(const people::Context& context, const Plan& plan);

}  // namespace kireise::journey
