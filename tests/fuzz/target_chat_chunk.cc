#include "engines/openai.h"
#include "fuzz.h"

namespace kireise::fuzz {

void fuzz_chat_chunk(std::string_view input) {
    const auto chunk = engines::parse_chat_chunk(input);
    if (chunk) {
        require(chunk->prompt_tokens.value_or(0) >= 0 && chunk->answer_tokens.value_or(0) >= 0, "a count below zero");
        require(!(chunk->prompt_ms.value_or(0) < 0) && !(chunk->generation_ms.value_or(0) < 0), "a time below zero");
    }
    for (const int status : {400, 429, 503}) require(!engines::chat_error(status, input).message.empty(), "an error without sentence");
}

}  // namespace kireise::fuzz
