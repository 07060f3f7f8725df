#pragma once
// /tests: the practical tests of the town's use cases. Anyone signed in may read them; coordination and IT may run one.
//   GET  /tests               use cases with gold cases and what counts for each
//   GET  /tests/RUN           one test, case by case
//   GET  /tests/RUN.json      the same as a file (blueprint/schemas/lab-run.schema.json); .csv a table, .odt a report
//   POST /tests/USECASE/run   tests the rules, then trains and tests the classifier of a use case; takes a few seconds
// and those of ladder_pages.h, trial_pages.h and rating_pages.h.

#include <vector>

#include "people/app.h"

namespace kireise::lab {

[[nodiscard]] std::vector<people::Route> lab_routes();

}  // namespace kireise::lab
