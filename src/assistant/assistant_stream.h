#pragma once

#include "assistant/engine_hub.h"
#include "people/app.h"

namespace kireise::assistant {

// A JSON request (request.h) answered as server-sent events: `delta` {text} many times, then one of
//   `done` {finish, label, timing: {first_token_ms, total_ms}, tokens: {prompt, answer}, html},
//   `refused` {hurdle, missing: [need], clause: {id, number, title, text}, html}; clause: the first that is quoted, or null,
//   `problem` {kind, message, at_fields, html}; at_fields: the plain form shows each mistake at its field.
// html is for showing it, made by our templates. The hub and the app live as long as the stream.
[[nodiscard]] Result<net::Outcome> stream_answer(people::Context& context, EngineHub& hub);

}  // namespace kireise::assistant
