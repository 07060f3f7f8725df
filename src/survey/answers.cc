#include "survey/answers.h"

#include <algorithm>

#include "base/json.h"

namespace kireise::survey {
namespace {

using blueprint::QuestionKind;

std::vector<std::string> option_ids(const blueprint::Question& question) {
    if (question.kind == QuestionKind::self) return {"0", "1", "2", "3", "4"};
    std::vector<std::string> ids;
    for (const auto& option : question.options) ids.push_back(option.id);
    return ids;
}

}  // namespace

bool contains(const Choice& choice, std::string_view option) { return std::ranges::find(choice, option) != choice.end(); }

bool is_right(const blueprint::Question& question, const Choice& choice) {
    if (question.kind == QuestionKind::self || choice.empty()) return false;
    return std::ranges::all_of(question.options, [&](const auto& option) { return contains(choice, option.id) == option.correct; });
}

Result<Choice> checked_choice(const blueprint::Question& question, const std::vector<std::string>& sent) {
    const auto ids = option_ids(question);
    Choice choice;
    for (const auto& id : ids) {
        if (std::ranges::find(sent, id) != sent.end()) choice.push_back(id);
    }
    const bool all_known = std::ranges::all_of(sent, [&](const auto& id) { return std::ranges::find(ids, id) != ids.end(); });
    if (!all_known) return fail(ErrorKind::invalid, "The answer is none of the options of this question. Please choose one of them.");
    if (choice.empty()) return fail(ErrorKind::invalid, "Nothing was chosen. Please choose an option.");
    if (choice.size() > 1 && question.kind != QuestionKind::multiple) {
        return fail(ErrorKind::invalid, "Several options were chosen where one is asked for. Please choose one of them.");
    }
    return choice;
}

std::string to_text(const Answers& answers) {
    auto json = Json::object();
    for (const auto& [id, choice] : answers) json[id] = choice;
    return json.dump();
}

Result<Answers> parse_answers(std::string_view text) {
    const auto json = TRY(parse_json(text));
    try {
        Answers answers;
        for (const auto& [id, choice] : json.items()) answers[id] = choice.get<Choice>();
        return answers;
    } catch (const Json::exception&) {
        return fail(ErrorKind::internal, "Stored answers are not of the form {question: [options]}.");
    }
}

}  // namespace kireise::survey
