#pragma once
// Answers to the questionnaire of a guideline, as text: the id of an option, a line of text, a whole number.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "blueprint/guideline_types.h"

namespace kireise::policy {

using Answers = std::map<std::string, std::string, std::less<>>;  // question id -> answer

enum class AnswerProblem { missing, unknown_option, too_long, not_a_number, out_of_range };

constexpr blueprint::EnumIds<AnswerProblem, 5> enum_ids(AnswerProblem) {
    return {{{AnswerProblem::missing, "missing"},
             {AnswerProblem::unknown_option, "unknown-option"},
             {AnswerProblem::too_long, "too-long"},
             {AnswerProblem::not_a_number, "not-a-number"},
             {AnswerProblem::out_of_range, "out-of-range"}}};
}

// One line: white space at the ends, line breaks and control characters are gone; what is not UTF-8 becomes empty.
[[nodiscard]] std::string cleaned(std::string_view answer);

// What keeps a cleaned answer from being taken; lengths in characters.
[[nodiscard]] std::optional<AnswerProblem> problem_of(const blueprint::GuidelineQuestion& question, std::string_view answer);

// nullptr when the guideline has no such question.
[[nodiscard]] const blueprint::GuidelineQuestion* find_question(const blueprint::Guideline& guideline, std::string_view id);

// The answers that the guideline has a question for and can take, and its defaults for all the others.
[[nodiscard]] Answers with_defaults(const blueprint::Guideline& guideline, const Answers& answers);

// As people read it: the title of an option, else the answer itself.
[[nodiscard]] std::string shown(const blueprint::GuidelineQuestion& question, std::string_view answer);

}  // namespace kireise::policy
