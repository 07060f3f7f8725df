#pragma once

#include "base/json.h"
#include "people/app.h"
#include "survey/check.h"

namespace kireise::survey {

// What the template of the result is filled with: levels and gaps per area, and the answers with their explanations, area by area, the
// one with the largest gap first. Only for a finished check.
[[nodiscard]] Json result_view(const people::Context& context, const Check& check);

}  // namespace kireise::survey
