#pragma once
// What the templates of the check are filled with.

#include "base/json.h"
#include "people/app.h"
#include "survey/check.h"

namespace kireise::survey {

// Question number `n` (from 1): stem, options with what was chosen, progress.
[[nodiscard]] Json question_view(const people::Context& context, const Check& check, int n);

// "2 · Selbständig"
[[nodiscard]] std::string level_text(const blueprint::Content& content, blueprint::Level level);

// Role profiles as options, `chosen` being selected.
[[nodiscard]] Json profile_options(const blueprint::Content& content, const std::string& chosen);

}  // namespace kireise::survey
