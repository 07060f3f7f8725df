#pragma once

#include "people/app.h"

namespace kireise::journey {

// Dates of the phases and lines of the funding, as a form.
[[nodiscard]] Result<net::Outcome> show_plan_form(people::Context& context);
[[nodiscard]] Result<net::Outcome> save_plan_form(people::Context& context);

// "120.000,50" or "120000.5" or "120000" -> euros; nullopt for anything else, below 0 or above 10^9.
[[nodiscard]] std::optional<double> parse_amount(std::string_view text);

}  // namespace kireise::journey
