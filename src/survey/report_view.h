#pragma once

#include "base/json.h"
#include "people/app.h"
#include "survey/report.h"
#include "survey/wave_store.h"

namespace kireise::survey {

// What the template of the report is filled with.
[[nodiscard]] Json report_view(const people::Context& context, const blueprint::Content& content, const Report& report, const Wave& wave);

}  // namespace kireise::survey
