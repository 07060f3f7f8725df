#pragma once
// One answer of the engine to an admitted request, and what to tell people when it goes wrong.

#include <optional>
#include <string>

#include "assistant/engine_hub.h"
#include "assistant/request.h"
#include "engines/openai.h"

namespace kireise::assistant {

enum class TroubleKind {
    not_running,  // the engine is missing or cannot be started
    starting,     // it is just being (re)started
    overloaded,   // too many requests
    too_long,     // text and instruction exceed what the model can read
    no_answer,    // it said nothing usable
    broke_off,    // it stopped in the middle
};

constexpr blueprint::EnumIds<TroubleKind, 6> enum_ids(TroubleKind) {
    return {{{TroubleKind::not_running, "not_running"},
             {TroubleKind::starting, "starting"},
             {TroubleKind::overloaded, "overloaded"},
             {TroubleKind::too_long, "too_long"},
             {TroubleKind::no_answer, "no_answer"},
             {TroubleKind::broke_off, "broke_off"}}};
}

struct Trouble {
    TroubleKind kind = TroubleKind::no_answer;
    // For IT: an error sentence (people/error_text.h). May repeat what the engine said, so it is shown, but never logged.
    std::string detail;
};

struct Asked {
    engines::ChatAnswer answer;
    std::optional<Trouble> trouble;
};

inline constexpr std::size_t answer_bytes_limit = 64U << 10U;  // an engine that does not end is stopped here; finish_reason "length"

// Blocks until the answer is complete; `on_delta` as in engines::chat.
[[nodiscard]] Asked ask(EngineHub& hub, const ChatRequest& request, const engines::OnDelta& on_delta = {});

}  // namespace kireise::assistant
