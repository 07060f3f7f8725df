#pragma once
// What a person has answered, and how it is kept as text.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "blueprint/learning_types.h"

namespace kireise::survey {

// Ids of the options that were chosen; of a self-assessment one of "0".."4". Empty: "I don't know".
using Choice = std::vector<std::string>;

// Question id -> choice. A question that is missing has not been answered yet.
using Answers = std::map<std::string, Choice, std::less<>>;

[[nodiscard]] bool contains(const Choice& choice, std::string_view option);

// Exactly the right options, no more and no less. False for a self-assessment and for "I don't know".
[[nodiscard]] bool is_right(const blueprint::Question& question, const Choice& choice);

// The choice as it may be stored: options of this question, each once, in the question's order; one option unless several are right.
// invalid for anything else, also for an empty one.
[[nodiscard]] Result<Choice> checked_choice(const blueprint::Question& question, const std::vector<std::string>& sent);

// JSON: {"item/x": ["a"]}.
[[nodiscard]] std::string to_text(const Answers& answers);
[[nodiscard]] Result<Answers> parse_answers(std::string_view text);

}  // namespace kireise::survey
