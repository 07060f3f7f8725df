#pragma once
// The gate at work: what the town has adopted, registered, named and issued, put before admission.h.

#include <string>
#include <vector>

#include "assistant/admission.h"
#include "assistant/quotes.h"
#include "people/town.h"

namespace kireise::assistant {

struct Entry {
    Admission admission;
    std::vector<Quote> quotes;  // of a refusal
    std::string contact;        // whom the guideline names for questions; "" where none is adopted
};

// `account` is the person who asks, `engine` where the text would go.
[[nodiscard]] Result<Entry> admit(const people::Town& town, const std::string& account, const ChatRequest& request,
                                  blueprint::EngineLocation engine);

enum class Opening { open, no_guideline, not_released, not_ready };

// Whether an assistant takes requests of this person at all.
struct Door {
    Opening opening = Opening::no_guideline;
    Entry entry;  // of not_ready: what the person lacks, with the clauses
};
[[nodiscard]] Result<Door> door_of(const people::Town& town, const std::string& account, const std::string& usecase);

}  // namespace kireise::assistant
