#pragma once
// The page of one practical test, as data for its template.

#include "lab/lab_run.h"
#include "people/app.h"

namespace kireise::lab {

[[nodiscard]] Result<Json> run_page_data(const people::Context& context, const LabRun& run);

}  // namespace kireise::lab
