#pragma once

#include "journey/plan.h"
#include "people/town.h"

namespace kireise::journey {

// Asks every room what it can show today.
[[nodiscard]] Result<Facts> gather_facts(const people::Town& town);

// The plan of the town as of today.
[[nodiscard]] Result<Plan> current_plan(const people::Town& town);

}  // namespace kireise::journey
