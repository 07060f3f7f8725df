#pragma once
// Verdicts as sentences, badges and figures, for pages.

#include "people/app.h"
#include "placement/verdicts.h"

namespace kireise::placement {

// "Erstes Wort nach 3 Sekunden (2 bis 5), fertig nach ...": nine of ten cases; "nicht gemessen" where it is not known.
[[nodiscard]] std::string times_text(const people::Context& context, const SpeedLeg& leg);

// One row of the table; `index` of Verdicts::verdicts.
[[nodiscard]] Json verdict_row(const people::Context& context, const Verdicts& all, std::size_t index);

// The page of one use case: every figure with where it comes from.
[[nodiscard]] Result<Json> verdict_detail(const people::Context& context, const Verdicts& all, std::size_t index);

}  // namespace kireise::placement
