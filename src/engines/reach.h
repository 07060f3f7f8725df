#pragma once

#include <chrono>

#include "engines/openai.h"

namespace kireise::engines {

// How long an engine takes to list its models (GET BASE/v1/models with the key): the cheapest request that every engine of this protocol
// answers, and only with the right key. unavailable: nobody answers within `limit`, the key is refused, or the answer is another than 200.
[[nodiscard]] Result<std::chrono::milliseconds> reach(const Endpoint& endpoint, std::chrono::milliseconds limit);

}  // namespace kireise::engines
