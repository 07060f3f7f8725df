#pragma once

#include <vector>

#include "assistant/engine_hub.h"
#include "people/app.h"

namespace kireise::assistant {

// The assistants' page, and the stream that its script reads. The hub outlives the server.
[[nodiscard]] std::vector<people::Route> assistant_routes(EngineHub& hub);

}  // namespace kireise::assistant
