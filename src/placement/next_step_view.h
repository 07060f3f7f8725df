#pragma once
// What to do next, and where: the link leads to the page where it is done, for those who may do it there.

#include "people/app.h"
#include "placement/verdict.h"

namespace kireise::placement {

// text: the action. href: "" where the portal has no page for it or the person may not do it. who: whose task it is, "" where there is a
// link or nothing to do. explain: how to go about it.
[[nodiscard]] Json next_step_data(const people::Context& context, const Verdict& verdict);

}  // namespace kireise::placement
