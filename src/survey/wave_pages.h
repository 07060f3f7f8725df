#pragma once

#include <vector>

#include "base/json.h"
#include "people/app.h"
#include "survey/wave_store.h"

namespace kireise::survey {

// Waves for coordination (prepare, open, close), staff council and data protection (see); reports of closed waves.
[[nodiscard]] std::vector<people::Route> wave_routes();

// The list of waves for the start page; false for people who do not see it.
[[nodiscard]] Json wave_table(const people::Context& context, const std::vector<Wave>& waves);

}  // namespace kireise::survey
