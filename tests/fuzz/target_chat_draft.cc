#include "assistant/request.h"
#include "fuzz.h"

namespace kireise::fuzz {

void fuzz_chat_draft(std::string_view input) {
    const auto draft = assistant::parse_draft(input);
    if (draft) require(draft->text.size() <= input.size(), "a question longer than what was sent");
}

}  // namespace kireise::fuzz
