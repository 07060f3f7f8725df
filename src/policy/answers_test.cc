#include "policy/answers.h"

#include <gmock/gmock.h>

#include "policy/testing.h"

namespace kireise::policy {
namespace {

const auto guideline = testing::small_guideline();
const auto& cloud = guideline.questions[0];
const auto& contact = guideline.questions[2];
const auto& months = guideline.questions[3];

TEST(Answers, AreOneLineWithoutControlCharacters) {
    EXPECT_EQ(cleaned("  ki@halle.example\r\nBcc: x\x01 "), "ki@halle.example  Bcc: x");
    EXPECT_EQ(cleaned("\xff\xfe"), "");
}

TEST(Answers, OfAChoiceMustBeAnOption) {
    EXPECT_EQ(problem_of(cloud, "yes"), std::nullopt);
    EXPECT_EQ(problem_of(cloud, "Ja"), AnswerProblem::unknown_option);
    EXPECT_EQ(problem_of(cloud, ""), AnswerProblem::missing);
}

TEST(Answers, AreLimitedInCharactersNotBytes) {
    EXPECT_EQ(problem_of(contact, "ääääääääääääääääääää"), std::nullopt);
    EXPECT_EQ(problem_of(contact, "äääääääääääääääääääää"), AnswerProblem::too_long);
}

TEST(Answers, OfANumberAreWholeAndInRange) {
    EXPECT_EQ(problem_of(months, "6"), std::nullopt);
    EXPECT_EQ(problem_of(months, "24"), std::nullopt);
    for (const auto* bad : {"12x", "1.5", "zwölf", " 12"}) EXPECT_EQ(problem_of(months, bad), AnswerProblem::not_a_number) << bad;
    for (const auto* bad : {"5", "25", "-12", "99999999999999999999"})
        EXPECT_EQ(problem_of(months, bad), AnswerProblem::out_of_range) << bad;
}

TEST(Answers, AreFilledUpWithDefaultsWhereTheyAreMissingOrUnusable) {
    const auto all = with_defaults(guideline, {{"cloud", "yes"}, {"months", "99"}, {"unknown", "x"}});
    EXPECT_EQ(all, (Answers{{"cloud", "yes"}, {"pass", "yes"}, {"contact", "ki@x"}, {"months", "12"}}));
}

TEST(Answers, AreShownByTheTitleOfTheOption) {
    EXPECT_EQ(shown(cloud, "none"), "Keine");
    EXPECT_EQ(shown(months, "12"), "12");
}

}  // namespace
}  // namespace kireise::policy
