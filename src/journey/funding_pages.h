#pragma once
// Pages under /funding: overview and reports, and for every kind of entry a list, a form and a question before deleting.

#include <vector>

#include "people/app.h"

namespace kireise::journey {

[[nodiscard]] std::vector<people::Route> funding_routes();

// Its parts.
[[nodiscard]] std::vector<people::Route> funding_overview_routes();
[[nodiscard]] std::vector<people::Route> funding_entry_routes();
[[nodiscard]] std::vector<people::Route> funding_csv_routes();

}  // namespace kireise::journey
