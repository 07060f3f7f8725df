#pragma once
// The people who try out a use case, as its page shows them.

#include <string>

#include "base/json.h"
#include "people/app.h"
#include "usecases/stage.h"

namespace kireise::usecases {

// null when the use case is not in test. Everybody: whether they are named themselves; the coordination besides: the list with names and
// sign-ins, and the form with `problem` and what was typed.
[[nodiscard]] Result<Json> testers_view(const people::Context& context, const std::string& usecase, Stage stage,
                                        const std::string& problem);

}  // namespace kireise::usecases
