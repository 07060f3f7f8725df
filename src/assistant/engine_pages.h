#pragma once
// How the engine behind the assistants fares, for who looks after it; nothing of what people ask.
//   GET  /engine   state, speed, memory, queue. Of an engine elsewhere: whether it answers now (asked once, at most three seconds)
//   POST /engine   "action" = "restart" or "end"; of our own engine only. Answers that run break off. Goes into the audit trail.

#include <vector>

#include "assistant/engine_hub.h"
#include "people/app.h"

namespace kireise::assistant {

// The hub outlives the server.
[[nodiscard]] std::vector<people::Route> engine_routes(EngineHub& hub);

}  // namespace kireise::assistant
