#pragma once
// The main navigation, by phase of the journey.

#include "base/json.h"
#include "people/app.h"

namespace kireise::people {

// Groups with the entries that the person may open: [{title, entries: [{title, href, current}]}].
[[nodiscard]] Json navigation(const Context& context, std::string_view current);

}  // namespace kireise::people
