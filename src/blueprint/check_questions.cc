#include <algorithm>

#include "blueprint/checks.h"

namespace kireise::blueprint {
namespace {

// Key and options of a question at the pointer ("" for an item, "/quiz/questions/N" in a course).
void check_key(Report& report, std::string_view owner, const std::string& pointer, const Question& question) {
    const auto correct = std::ranges::count_if(question.options, &Option::correct);
    const auto add = [&](std::string text) { report.at(owner, pointer + "/options", std::move(text)); };
    check_unique(report, owner, pointer + "/options", question.options, &Option::id);
    switch (question.kind) {
        case QuestionKind::single:
            if (correct != 1) add(fmt::format("A single question has exactly one correct option; this one has {}.", correct));
            break;
        case QuestionKind::multiple:
            if (correct < 2) add(fmt::format("A multiple question has at least two correct options; this one has {}.", correct));
            break;
        case QuestionKind::self:
            if (!question.options.empty()) add("A question for self-assessment has no options; the scale of the vocabulary is used.");
            break;
    }
}

void check_quiz(Report& report, const Course& course) {
    check_unique(report, course.id, "/quiz/questions", course.quiz.questions, &Question::id);
    for (std::size_t i = 0; i < course.quiz.questions.size(); ++i) {
        const auto pointer = fmt::format("/quiz/questions/{}", i);
        check_key(report, course.id, pointer, course.quiz.questions[i]);
        if (course.quiz.questions[i].kind == QuestionKind::self)
            report.at(course.id, pointer + "/kind", "A quiz asks for knowledge: single or multiple.");
    }
}

}  // namespace

void check_questions(const Content& content, Report& report) {
    for (const auto& item : content.all<Question>()) {
        check_key(report, item.id, "", item);
        check_reference<Competence>(content, report, item.id, "/competence", item.competence);
        check_references<Law>(content, report, item.id, "/law", item.law);
        if (item.kind != QuestionKind::self && !item.level) report.at(item.id, "", "A question for knowledge needs a level from 1 to 3.");
    }
    for (const auto& form : content.all<Form>()) {
        check_references<Question>(content, report, form.id, "/items", form.items);
        check_unique(report, form.id, "/items", form.items, std::identity{});
    }
    for (const auto& course : content.all<Course>()) check_quiz(report, course);
}

}  // namespace kireise::blueprint
