#pragma once
// German words that say nothing about the topic of a text. Inside this room only; classifier.h says where they are left out.

#include <string_view>

namespace kireise::engines {

// Articles, pronouns, prepositions, conjunctions, auxiliary verbs, adverbs of time, and the formulas of letters. In lower case.
[[nodiscard]] bool is_stop_word(std::string_view word);

}  // namespace kireise::engines
