#include "learning/quiz.h"

#include <gtest/gtest.h>

namespace kireise::learning {
namespace {

blueprint::Quiz three_questions() {
    blueprint::Quiz quiz{.pass_percent = 66, .minutes = 5, .questions = {}};
    for (const auto* id : {"q1", "q2", "q3"}) {
        blueprint::Question question;
        question.id = id;
        question.options = {{"a", "", true, ""}, {"b", "", false, ""}, {"c", "", false, ""}};
        quiz.questions.push_back(question);
    }
    quiz.questions[2].kind = blueprint::QuestionKind::multiple;
    quiz.questions[2].options[1].correct = true;
    return quiz;
}

TEST(Grade, AllRight) {
    const auto quiz = three_questions();
    const auto out = grade(quiz, {{"q1", {"a"}}, {"q2", {"a"}}, {"q3", {"a", "b"}}});
    EXPECT_EQ(out.right, 3);
    EXPECT_EQ(out.percent, 100);
    EXPECT_TRUE(out.passed);
}

TEST(Grade, PassesExactlyAtTheBarAndRoundsDown) {
    auto quiz = three_questions();
    const Chosen two_right{{"q1", {"a"}}, {"q2", {"a"}}, {"q3", {"a"}}};
    EXPECT_EQ(grade(quiz, two_right).percent, 66);
    EXPECT_TRUE(grade(quiz, two_right).passed);
    quiz.pass_percent = 67;
    EXPECT_FALSE(grade(quiz, two_right).passed) << "66.67 percent are less than 67";
}

TEST(Grade, OneOptionTooManyOrTooFewIsWrong) {
    const auto quiz = three_questions();
    EXPECT_FALSE(grade(quiz, {{"q3", {"a"}}}).questions[2].right);
    EXPECT_FALSE(grade(quiz, {{"q3", {"a", "b", "c"}}}).questions[2].right);
}

TEST(Grade, WhatIsNotAnsweredIsWrongAndWhatIsNoQuestionIsIgnored) {
    const auto quiz = three_questions();
    const auto out = grade(quiz, {{"q9", {"a"}}});
    EXPECT_EQ(out.questions.size(), 3U);
    EXPECT_EQ(out.percent, 0);
    EXPECT_FALSE(out.passed);
}

TEST(Grade, AQuizWithoutQuestionsIsNotPassed) { EXPECT_FALSE(grade({}, {}).passed); }

}  // namespace
}  // namespace kireise::learning
