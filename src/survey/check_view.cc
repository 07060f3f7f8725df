#include "survey/check_view.h"

#include <algorithm>

namespace kireise::survey {
namespace {

using blueprint::Level;
using blueprint::QuestionKind;

Json option_list(const Check& check, const blueprint::Question& question) {
    const auto* choice = check.choice_of(question);
    auto options = Json::array();
    const auto add = [&](const std::string& id, const std::string& text) {
        options.push_back(
            {{"id", id}, {"text", text}, {"checked", choice != nullptr && contains(*choice, id)}, {"first", options.empty()}});
    };
    for (const auto& option : question.options) add(option.id, option.text);
    if (question.kind == QuestionKind::self) {
        for (const auto& step : check.content->vocabulary().scale) add(std::to_string(step.value), step.title);
    }
    return options;
}

}  // namespace

std::string level_text(const blueprint::Content& content, Level level) {
    const auto text = std::ranges::find(content.vocabulary.levels, level, &blueprint::LevelText::level);
    return std::to_string(level) + (text == content.vocabulary.levels.end() ? "" : " · " + text->title);
}

Json profile_options(const blueprint::Content& content, const std::string& chosen) {
    auto out = Json::array();
    for (const auto& profile : content.all<blueprint::Profile>()) {
        out.push_back({{"id", profile.id},
                       {"title", profile.title},
                       {"summary", profile.summary},
                       {"checked", profile.id == chosen},
                       {"first", out.empty()}});
    }
    return out;
}

Json question_view(const people::Context& context, const Check& check, int n) {
    const auto& item = check.questions.items.at(static_cast<std::size_t>(n) - 1);
    const auto* choice = check.choice_of(*item.question);
    const bool self = item.question->kind == QuestionKind::self;
    return {{"n", std::to_string(n)},
            {"count", std::to_string(check.size())},
            {"progress",
             people::fill(context.t("survey.question.progress"), {{"n", std::to_string(n)}, {"count", std::to_string(check.size())}})},
            {"part", context.t(self ? "survey.question.part_self" : "survey.question.part_knowledge")},
            {"stem", item.question->stem},
            {"multiple", item.question->kind == QuestionKind::multiple},
            {"self", self},
            {"options", option_list(check, *item.question)},
            {"skipped", choice != nullptr && choice->empty()},
            {"skip", context.t(self ? "survey.question.skip_self" : "survey.question.skip")},
            {"back", n > 1},
            {"wave", !check.draft.is_self_check()}};
}

}  // namespace kireise::survey
