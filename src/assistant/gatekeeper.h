#pragma once
// The gate at work: what the town has adopted, registered and issued, put before admission.h.

#include <string>

#include "assistant/admission.h"
#include "people/town.h"

namespace kireise::assistant {

struct Entry {
    Admission admission;
    std::string clause_text;  // Markdown: the whole clause that the decision quotes; empty where none is
};

// `account` is the person who asks, `engine` where the text would go.
[[nodiscard]] Result<Entry> admit(const people::Town& town, const std::string& account, const ChatRequest& request,
                                  blueprint::EngineLocation engine);

enum class Opening { open, no_guideline, not_released };

// Whether an assistant takes requests at all.
[[nodiscard]] Result<Opening> opening_of(const people::Town& town, const std::string& usecase);

}  // namespace kireise::assistant
