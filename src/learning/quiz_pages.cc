#include "learning/quiz_pages.h"

#include <algorithm>
#include <map>

#include "learning/learner.h"
#include "learning/quiz.h"
#include "people/page.h"

namespace kireise::learning {
namespace {

using blueprint::Course;
using blueprint::Question;
using net::Method;
using people::Context;

constexpr std::size_t max_sent_options = 20;

std::string field_of(const Question& question) { return "answer-" + question.id; }

// What was sent: the sound answers, and per question without one the text of what is wrong.
struct Sent {
    Chosen chosen;
    std::map<std::string, std::string, std::less<>> problems;
};

Sent read_answers(const Context& context, const blueprint::Quiz& quiz) {
    Sent out;
    for (const auto& question : quiz.questions) {
        const auto values = context.form.values(field_of(question));
        if (values.empty()) {
            out.problems[question.id] = context.t("learning.quiz.missing");
            continue;
        }
        const auto choice = survey::checked_choice(question, values);
        if (choice && values.size() <= max_sent_options) out.chosen[question.id] = *choice;
        else out.problems[question.id] = context.t("learning.quiz.bad");
    }
    return out;
}

Json question_view(const Context& context, const Question& question, std::size_t n, const Sent& sent) {
    const auto chosen = sent.chosen.find(question.id);
    const auto problem = sent.problems.find(question.id);
    auto options = Json::array();
    for (const auto& option : question.options) {
        options.push_back({{"id", option.id},
                           {"input", field_of(question) + (options.empty() ? "" : "-" + option.id)},
                           {"text", option.text},
                           {"checked", chosen != sent.chosen.end() && survey::contains(chosen->second, option.id)}});
    }
    return {{"field", field_of(question)},   {"number", people::fill(context.t("learning.quiz.question"), {{"n", std::to_string(n)}})},
            {"stem", question.stem},         {"multiple", question.kind == blueprint::QuestionKind::multiple},
            {"options", std::move(options)}, {"problem", problem == sent.problems.end() ? "" : problem->second}};
}

Result<net::Outcome> quiz_page(const Context& context, const Course& course, const Sent& sent) {
    auto questions = Json::array(), problems = Json::array();
    for (const auto& question : course.quiz.questions) {
        auto view = question_view(context, question, questions.size() + 1, sent);
        if (!view["problem"].get<std::string>().empty()) {
            problems.push_back({{"href", "#" + field_of(question)},
                                {"text", view["number"].get<std::string>() + ": " + view["problem"].get<std::string>()}});
        }
        questions.push_back(std::move(view));
    }
    const bool has_problems = !problems.empty();
    const auto title = people::fill(context.t("learning.quiz.title"), {{"course", course.title}});
    return people::page(
        context,
        {.content_template = "learning/quiz",
         .title = has_problems ? context.t("learning.quiz.error_prefix") + " " + title : title,
         .section = "learning",
         .data = {{"heading", title},
                  {"course", course.title},
                  {"course_href", course_path(course.id)},
                  {"action", quiz_path(course)},
                  {"facts", people::fill(context.t("learning.quiz.facts"), {{"count", std::to_string(course.quiz.questions.size())},
                                                                            {"time", minutes_text(context, course.quiz.minutes)},
                                                                            {"percent", std::to_string(course.quiz.pass_percent)}})},
                  {"questions", std::move(questions)},
                  {"problems", std::move(problems)},
                  {"has_problems", has_problems}},
         .status = has_problems ? 400 : 200});
}

Json marked_view(const Context& context, const Marked& marked, std::size_t n) {
    auto options = Json::array();
    for (const auto& option : marked.question->options) {
        const bool chosen = survey::contains(marked.choice, option.id);
        options.push_back({{"text", option.text},
                           {"correct", option.correct},
                           {"chosen", chosen},
                           {"feedback", chosen || option.correct ? option.feedback : ""}});
    }
    return {{"number", people::fill(context.t("learning.quiz.question"), {{"n", std::to_string(n)}})},
            {"stem", marked.question->stem},
            {"right", marked.right},
            {"options", std::move(options)},
            {"explanation", marked.question->explanation}};
}

Result<net::Outcome> result_page(const Context& context, const Course& course, const Grade& grade) {
    auto questions = Json::array();
    for (const auto& marked : grade.questions) questions.push_back(marked_view(context, marked, questions.size() + 1));
    const auto summary = people::fill(context.t("learning.result.summary"), {{"right", std::to_string(grade.right)},
                                                                             {"count", std::to_string(grade.questions.size())},
                                                                             {"percent", std::to_string(grade.percent)},
                                                                             {"needed", std::to_string(course.quiz.pass_percent)}});
    return people::page(context, {.content_template = "learning/result",
                                  .title = context.t(grade.passed ? "learning.result.passed" : "learning.result.failed"),
                                  .section = "learning",
                                  .data = {{"course", course.title},
                                           {"course_href", course_path(course.id)},
                                           {"quiz_href", quiz_path(course)},
                                           {"passed", grade.passed},
                                           {"summary", summary},
                                           {"questions", std::move(questions)}}});
}

Result<net::Outcome> show_quiz(Context& context) {
    const auto content = TRY(context.town.content());
    const auto* course = course_of(context, *content);
    if (course == nullptr) return std::unexpected(people::not_found(context));
    return quiz_page(context, *course, {});
}

Result<net::Outcome> mark_quiz(Context& context) {
    const auto content = TRY(context.town.content());
    const auto* course = course_of(context, *content);
    if (course == nullptr) return std::unexpected(people::not_found(context));
    const auto sent = read_answers(context, course->quiz);
    if (!sent.problems.empty()) return quiz_page(context, *course, sent);
    const auto marked = grade(course->quiz, sent.chosen);
    TRY(record_attempt(context.town.db(), context.account->id, course->id, marked, context.town.today()));
    return result_page(context, *course, marked);
}

}  // namespace

std::vector<people::Route> quiz_routes() {
    using people::signed_in;
    return {
        {Method::get, "/learning/courses/{slug}/quiz", signed_in, show_quiz},
        {Method::post, "/learning/courses/{slug}/quiz", signed_in, mark_quiz},
    };
}

}  // namespace kireise::learning
