#pragma once
// The way to the town's identity provider and back.

#include <vector>

#include "people/app.h"
#include "people/sign_in_ways.h"

namespace kireise::people {

// There without a provider, too; then nothing is found behind them.
[[nodiscard]] std::vector<Route> oidc_routes(const SignInWays& ways);

}  // namespace kireise::people
