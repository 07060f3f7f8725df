#include "policy/questionnaire_pages.h"

#include "base/number.h"
#include "people/page.h"
#include "policy/edition.h"
#include "policy/guideline_store.h"
#include "policy/guideline_view.h"

namespace kireise::policy {
namespace {

using blueprint::AnswerKind;
using blueprint::GuidelineQuestion;
using net::Method;
using people::Context;
using people::fill;
using people::only;
using people::Role;

// Index of the question in the address, from 0.
Result<std::size_t> question_index(const Context& context, const blueprint::Guideline& guideline) {
    const auto number = whole_number(context.path.at("n")).value_or(0);
    if (number < 1 || std::cmp_greater(number, guideline.questions.size())) return std::unexpected(people::not_found(context));
    return static_cast<std::size_t>(number - 1);
}

Json options_view(const GuidelineQuestion& question, std::string_view chosen) {
    auto out = Json::array();
    for (const auto& option : question.options) {
        out.push_back({{"id", option.id}, {"title", option.title}, {"checked", option.id == chosen}});
    }
    return out;
}

std::string problem_text(const Context& context, const GuidelineQuestion& question, AnswerProblem problem) {
    return fill(context.t("policy.question.problem." + std::string(blueprint::to_id(problem))),
                {{"max", std::to_string(question.max_length.value_or(0))},
                 {"low", std::to_string(static_cast<int>(question.minimum.value_or(0)))},
                 {"high", std::to_string(static_cast<int>(question.maximum.value_or(0)))}});
}

Result<net::Outcome> question_page(Context& context, std::size_t index, const std::string& answer, const std::string& problem,
                                   int status = 400) {
    const auto draft = TRY(edition(context.town, Wanted::draft));
    const auto& guideline = draft.content->guideline();
    const auto& question = guideline.questions[index];
    const auto affected = affected_by(draft.guideline, *draft.content, question.id);
    // A form that comes back with a mistake keeps what it was filled from.
    const auto sent = context.form.value("seen");
    const auto seen = status == 400 && !sent.empty() ? sent : answer_mark(draft.answers, question.id);
    const bool first = index == 0;
    const bool last = index + 1 == guideline.questions.size();
    return people::page(context, {.content_template = "policy/question",
                                  .title = question.title,
                                  .section = "guideline",
                                  .data = {{"number", index + 1},
                                           {"count", guideline.questions.size()},
                                           {"done", index},
                                           {"help", question.help},
                                           {"choice", question.kind == AnswerKind::choice},
                                           {"text", question.kind == AnswerKind::text},
                                           {"number_kind", question.kind == AnswerKind::number},
                                           {"options", options_view(question, answer)},
                                           {"answer", answer},
                                           {"suggested", !draft.answers.contains(question.id)},
                                           {"max_length", question.max_length.value_or(0)},
                                           {"min", static_cast<int>(question.minimum.value_or(0))},
                                           {"max", static_cast<int>(question.maximum.value_or(0))},
                                           {"problem", problem},
                                           {"seen", seen},
                                           {"affected", affected},
                                           {"has_affected", !affected.empty()},
                                           {"back", first ? "/guideline?version=draft" : "/guideline/questions/" + std::to_string(index)},
                                           {"last", last}},
                                  .status = problem.empty() ? 200 : status});
}

// What somebody else has answered meanwhile, in words.
Result<std::string> changed_text(const Context& context, const GuidelineQuestion& question) {
    auto answer = with_defaults(TRY(context.town.content())->guideline(), TRY(draft_answers(context.town.db()))).at(question.id);
    for (const auto& option : question.options) {
        if (option.id == answer) answer = option.title;
    }
    return fill(context.t("policy.question.changed"), {{"answer", answer}});
}

Result<net::Outcome> show_question(Context& context) {
    const auto content = TRY(context.town.content());
    const auto index = TRY(question_index(context, content->guideline()));
    const auto answers = with_defaults(content->guideline(), TRY(draft_answers(context.town.db())));
    return question_page(context, index, answers.at(content->guideline().questions[index].id), "");
}

Result<net::Outcome> answer_question(Context& context) {
    const auto content = TRY(context.town.content());
    const auto& questions = content->guideline().questions;
    const auto index = TRY(question_index(context, content->guideline()));
    const auto answer = cleaned(context.form.value("answer"));
    if (const auto problem = problem_of(questions[index], answer)) {
        return question_page(context, index, answer, problem_text(context, questions[index], *problem));
    }
    const auto seen = context.form.value("seen");
    const auto saved = set_draft_answer(context.town.db(), questions[index].id, answer, seen.empty() ? std::nullopt : std::optional(seen));
    if (!saved && saved.error().kind == ErrorKind::conflict) {
        return question_page(context, index, answer, TRY(changed_text(context, questions[index])), 409);
    }
    TRY(saved);
    const bool last = index + 1 == questions.size();
    return people::see(last ? "/guideline?version=draft" : "/guideline/questions/" + std::to_string(index + 2));
}

}  // namespace

std::vector<people::Route> questionnaire_routes() {
    return {
        {Method::get, "/guideline/questions/{n}", only(Role::coordination), show_question},
        {Method::post, "/guideline/questions/{n}", only(Role::coordination), answer_question},
    };
}

}  // namespace kireise::policy
