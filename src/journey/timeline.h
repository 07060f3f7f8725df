#pragma once

#include <string>

#include "journey/plan.h"
#include "people/app.h"

namespace kireise::journey {

// A page holds both and shows the one that fits the screen, so that today is always in sight without scrolling sideways.
enum class Screen { wide, narrow };

// Phases as bars, deliverables as points numbered through all phases, today as a line; an SVG element of our own making.
[[nodiscard]] std::string timeline_svg(const people::Context& context, const Plan& plan, Screen screen);

}  // namespace kireise::journey
