#include "policy/answers.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace kireise::policy {
namespace {

using blueprint::AnswerKind;
using blueprint::AnswerOption;
using blueprint::GuidelineQuestion;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

const AnswerOption* find_option(const GuidelineQuestion& question, std::string_view id) {
    const auto found = std::ranges::find(question.options, id, &AnswerOption::id);
    return found == question.options.end() ? nullptr : &*found;
}

std::optional<AnswerProblem> number_problem(const GuidelineQuestion& question, std::string_view answer) {
    int value = 0;
    const auto* end = answer.data() + answer.size();
    const auto parsed = std::from_chars(answer.data(), end, value);
    if (parsed.ec == std::errc::result_out_of_range) return AnswerProblem::out_of_range;
    if (parsed.ec != std::errc{} || parsed.ptr != end) return AnswerProblem::not_a_number;
    const bool in_range = value >= question.minimum.value_or(value) && value <= question.maximum.value_or(value);
    return in_range ? std::nullopt : std::optional(AnswerProblem::out_of_range);
}

}  // namespace

std::string cleaned(std::string_view answer) {
    if (!is_utf8(answer)) return {};
    std::string line(answer);
    std::ranges::replace_if(line, is_control, ' ');
    return std::string(trim(line));
}

std::optional<AnswerProblem> problem_of(const GuidelineQuestion& question, std::string_view answer) {
    if (answer.empty()) return AnswerProblem::missing;
    switch (question.kind) {
        case AnswerKind::choice:
            return find_option(question, answer) != nullptr ? std::nullopt : std::optional(AnswerProblem::unknown_option);
        case AnswerKind::number: return number_problem(question, answer);
        case AnswerKind::text: break;
    }
    const auto limit = static_cast<std::size_t>(question.max_length.value_or(0));
    return characters(answer) <= limit ? std::nullopt : std::optional(AnswerProblem::too_long);
}

const GuidelineQuestion* find_question(const blueprint::Guideline& guideline, std::string_view id) {
    const auto found = std::ranges::find(guideline.questions, id, &GuidelineQuestion::id);
    return found == guideline.questions.end() ? nullptr : &*found;
}

Answers with_defaults(const blueprint::Guideline& guideline, const Answers& answers) {
    Answers out;
    for (const auto& question : guideline.questions) {
        const auto given = answers.find(question.id);
        const bool usable = given != answers.end() && !problem_of(question, given->second);
        out.emplace(question.id, usable ? given->second : question.default_answer);
    }
    return out;
}

std::string shown(const GuidelineQuestion& question, std::string_view answer) {
    const auto* option = find_option(question, answer);
    return option != nullptr ? option->title : std::string(answer);
}

}  // namespace kireise::policy
