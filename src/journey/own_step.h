#pragma once

#include "base/json.h"
#include "people/app.h"

namespace kireise::journey {

// What the person who is signed in does next for themselves, on the way check -> courses -> KI-Pass -> assistant:
// {title, text, action, href, stages: [{title, href, state, done, now}]}.
[[nodiscard]] Result<Json> own_step(const people::Context& context);

}  // namespace kireise::journey
