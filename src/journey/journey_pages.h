#pragma once
// The room's pages, and who may change the plan.

#include <vector>

#include "people/app.h"

namespace kireise::journey {

// Dates, funding and uploaded documents.
inline constexpr auto editors = people::only(people::Role::coordination, people::Role::admin);

// The dashboard with the Reiseplan, one page per deliverable, dates and funding, and handing on.
[[nodiscard]] std::vector<people::Route> journey_routes();

}  // namespace kireise::journey
