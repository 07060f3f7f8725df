#pragma once
// Dates of the phases and lines of the funding, as a form. What was sent comes back with what is wrong, field by field.

#include <optional>
#include <string_view>
#include <vector>

#include "people/app.h"

namespace kireise::journey {

[[nodiscard]] std::vector<people::Route> plan_form_routes();

// "120.000,50" or "120000.5" or "120000" -> euros; nullopt for anything else, below 0 or above 10^9.
[[nodiscard]] std::optional<double> parse_amount(std::string_view text);

}  // namespace kireise::journey
