#pragma once

#include "base/json.h"
#include "people/town.h"

namespace kireise::journey {

// Enters the synthetic funding of a sample (`project` of sample.schema.json) by the same checks as the forms. Nothing happens when a
// Bescheid is there already; gives whether it did. invalid with the entry and field that is wrong.
[[nodiscard]] Result<bool> enter_funding_sample(const people::Town& town, const Json& project);

}  // namespace kireise::journey
