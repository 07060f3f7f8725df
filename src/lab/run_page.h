#pragma once
// The page of one practical test, as data for ui/templates/lab/run.html: result, how it was tested, every case with its checks, other
// tests of the use case. The use case as it was when the test ran; its id where the content is gone. Percentages and charts only where
// they mean something (has_value()).

#include "lab/lab_run.h"
#include "people/app.h"

namespace kireise::lab {

[[nodiscard]] Result<Json> run_page_data(const people::Context& context, const LabRun& run);

}  // namespace kireise::lab
