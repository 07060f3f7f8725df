#include "survey/answers.h"

#include <gmock/gmock.h>

#include "survey/sample_content.h"

namespace kireise::survey {
namespace {

using testing::ElementsAre;

blueprint::Question single() { return sample_question("item/x", "competence/one-first", 1); }
blueprint::Question self() { return sample_question("item/y", "competence/one-first", std::nullopt); }

blueprint::Question multiple() {
    auto question = single();
    question.kind = blueprint::QuestionKind::multiple;
    question.options.push_back({"d", "auch richtig", true, "ja"});
    return question;  // right: b and d
}

TEST(Answers, OnlyExactlyTheRightOptionsAreRight) {
    EXPECT_TRUE(is_right(single(), {"b"}));
    EXPECT_FALSE(is_right(single(), {"a"}));
    EXPECT_FALSE(is_right(single(), {}));
    EXPECT_TRUE(is_right(multiple(), {"b", "d"}));
    EXPECT_TRUE(is_right(multiple(), {"d", "b"}));
    EXPECT_FALSE(is_right(multiple(), {"b"}));
    EXPECT_FALSE(is_right(multiple(), {"a", "b", "d"}));
    EXPECT_FALSE(is_right(self(), {"4"}));
}

TEST(Answers, AChoiceIsCheckedBeforeItIsStored) {
    EXPECT_THAT(checked_choice(single(), {"a"}).value(), ElementsAre("a"));
    EXPECT_THAT(checked_choice(multiple(), {"d", "b", "b"}).value(), ElementsAre("b", "d"));
    EXPECT_THAT(checked_choice(self(), {"0"}).value(), ElementsAre("0"));
    for (const auto& sent : std::vector<std::vector<std::string>>{{}, {"z"}, {"a", "b"}, {"a", "<script>"}, {std::string(100000, 'a')}}) {
        const auto refused = checked_choice(single(), sent);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    }
    EXPECT_FALSE(checked_choice(self(), {"5"}));
    EXPECT_FALSE(checked_choice(self(), {"1", "2"}));
}

TEST(Answers, SurviveBeingStored) {
    const Answers answers{{"item/x", {"a", "b"}}, {"item/y", {}}};
    EXPECT_EQ(parse_answers(to_text(answers)).value(), answers);
    EXPECT_EQ(parse_answers("{}").value(), Answers{});
}

TEST(Answers, BrokenTextIsAnError) {
    EXPECT_FALSE(parse_answers("{"));
    EXPECT_FALSE(parse_answers(R"({"item/x": 3})"));
    EXPECT_FALSE(parse_answers(R"([1])"));
}

}  // namespace
}  // namespace kireise::survey
