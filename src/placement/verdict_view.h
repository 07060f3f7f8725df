#pragma once
// Verdicts as sentences, badges and figures, for pages.

#include "people/app.h"
#include "placement/verdicts.h"

namespace kireise::placement {

// One row of the table.
[[nodiscard]] Json verdict_row(const people::Context& context, const Verdicts& all, const Verdict& verdict);

// The page of one use case: every figure with where it comes from.
[[nodiscard]] Result<Json> verdict_detail(const people::Context& context, const Verdicts& all, const Verdict& verdict);

}  // namespace kireise::placement
