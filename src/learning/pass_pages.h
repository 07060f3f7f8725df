#pragma once

#include "people/app.h"

namespace kireise::learning {

// The KI-Pass: its conditions with their state for the person who is signed in, issuing it, and the certificate for printing.
[[nodiscard]] std::vector<people::Route> pass_routes();

}  // namespace kireise::learning
