#include "survey/scoring.h"

#include <gmock/gmock.h>

#include "survey/sample_content.h"

namespace kireise::survey {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

class Scoring : public testing::Test {
   protected:
    AreaScore score_of_one(Answers answers) const { return score(*questions, answers).at(0); }

    const blueprint::Content content = sample_content();
    const Result<Questionnaire> questions = questionnaire(content, "form/sample");
};

const Choice right{"b"}, wrong{"a"}, unknown{};

TEST_F(Scoring, AFormKeepsItsOrderAndKnowsItsAreas) {
    ASSERT_TRUE(questions);
    EXPECT_EQ(questions->items.size(), 8U);
    EXPECT_EQ(questions->items[1].question->id, "item/two-self");
    EXPECT_EQ(questions->items[1].area, "area/two");
    EXPECT_THAT(questions->areas, ElementsAre("area/one", "area/two"));
}

TEST_F(Scoring, AnUnknownFormIsNotFound) {
    const auto missing = questionnaire(content, "form/other");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
    EXPECT_THAT(missing.error().message, HasSubstr("form/other"));
}

TEST_F(Scoring, TheLevelIsTheNumberOfRightAnswers) {
    EXPECT_EQ(score_of_one({}).measured, 0);
    EXPECT_EQ(score_of_one({{"item/one-1", right}}).measured, 1);
    EXPECT_EQ(score_of_one({{"item/one-1", right}, {"item/one-2", right}}).measured, 2);
    EXPECT_EQ(score_of_one({{"item/one-1", right}, {"item/one-2", right}, {"item/one-3", right}}).measured, 3);
}

TEST_F(Scoring, UnansweredAndUnknownCountAsWrongButAreAsked) {
    const auto result = score_of_one({{"item/one-1", unknown}, {"item/one-2", wrong}});
    EXPECT_EQ(result.asked, 3);
    EXPECT_EQ(result.right, 0);
    EXPECT_EQ(result.measured, 0);
    EXPECT_FALSE(result.uncertain);
}

TEST_F(Scoring, AHarderRightAnswerAfterAnEasierWrongOneIsUncertain) {
    EXPECT_TRUE(score_of_one({{"item/one-1", wrong}, {"item/one-2", right}}).uncertain);
    EXPECT_TRUE(score_of_one({{"item/one-1", right}, {"item/one-3", right}}).uncertain);
    EXPECT_FALSE(score_of_one({{"item/one-1", right}, {"item/one-2", right}}).uncertain);
    EXPECT_EQ(score_of_one({{"item/one-1", wrong}, {"item/one-2", right}}).measured, 1);
}

TEST_F(Scoring, OtherAreasDoNotCount) { EXPECT_EQ(score_of_one({{"item/two-1", right}, {"item/two-2", right}}).measured, 0); }

TEST_F(Scoring, SelfAssessmentStandsBesideAndNeverChangesTheMeasuredLevel) {
    const auto result = score_of_one({{"item/one-self", {"4"}}, {"item/one-1", right}});
    EXPECT_EQ(result.self, 4);
    EXPECT_EQ(result.measured, 1);
    EXPECT_EQ(result.asked, 3);
}

TEST_F(Scoring, TwoLevelsApartIsAnOverOrUnderestimation) {
    const Answers two_right{{"item/one-1", right}, {"item/one-2", right}};
    const auto estimate = [&](const std::string& self) {
        auto answers = two_right;
        answers["item/one-self"] = {self};
        return score_of_one(answers).estimate;
    };
    EXPECT_EQ(estimate("0"), Estimate::under);
    EXPECT_EQ(estimate("1"), Estimate::fits);
    EXPECT_EQ(estimate("3"), Estimate::fits);
    EXPECT_EQ(estimate("4"), Estimate::fits) << "4 cannot be measured, so it is compared as 3";
    EXPECT_EQ(score_of_one({{"item/one-self", {"2"}}}).estimate, Estimate::over);
    EXPECT_EQ(score_of_one(two_right).estimate, Estimate::unknown);
    EXPECT_EQ(score_of_one({{"item/one-self", unknown}}).estimate, Estimate::unknown);
}

TEST_F(Scoring, BrokenStoredSelfAssessmentIsLeftOut) {
    EXPECT_EQ(score_of_one({{"item/one-self", {"9"}}}).self, std::nullopt);
    EXPECT_EQ(score_of_one({{"item/one-self", {""}}}).self, std::nullopt);
}

TEST_F(Scoring, SeveralQuestionsOfALevelCountWhenMoreThanHalfAreRight) {
    auto more = sample_content();
    more.of<blueprint::Question>().add(sample_question("item/one-1b", "competence/one-first", 1));
    blueprint::Form form{.id = "form/more", .items = {"item/one-1", "item/one-1b", "item/one-2", "item/one-3"}};
    more.of<blueprint::Form>().add(form);
    const auto asked = questionnaire(more, "form/more");
    ASSERT_TRUE(asked);
    EXPECT_EQ(score(*asked, {{"item/one-1", right}, {"item/one-1b", wrong}}).at(0).measured, 0);
    EXPECT_EQ(score(*asked, {{"item/one-1", right}, {"item/one-1b", right}}).at(0).measured, 1);
}

TEST_F(Scoring, GapsNameEveryCompetenceBelowItsTarget) {
    const auto& clerk = *content.find<blueprint::Profile>("profile/clerk");
    const auto scores = score(*questions, {{"item/one-1", right}, {"item/two-1", right}});
    const auto found = gaps(content, clerk, scores);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].competence, "competence/one-first");
    EXPECT_EQ(found[0].area, "area/one");
    EXPECT_EQ(found[0].target, 2);
    EXPECT_EQ(found[0].measured, 1);
}

TEST_F(Scoring, AnAreaHasAGapExactlyWhenOneOfItsCompetencesHas) {
    const auto& it = *content.find<blueprint::Profile>("profile/it");
    const auto all_right = score(*questions, {{"item/one-1", right},
                                              {"item/one-2", right},
                                              {"item/one-3", right},
                                              {"item/two-1", right},
                                              {"item/two-2", right},
                                              {"item/two-3", right}});
    EXPECT_EQ(area_target(content.all<blueprint::Area>()[0], it), 3);
    EXPECT_EQ(area_target(content.all<blueprint::Area>()[1], it), 4);
    EXPECT_THAT(gaps(content, it, all_right), ElementsAre(Field(&Gap::competence, "competence/two-first")));
}

TEST_F(Scoring, AnAreaWithoutQuestionsIsNotJudged) {
    const auto& it = *content.find<blueprint::Profile>("profile/it");
    auto scores = score(*questions, {});
    scores.pop_back();
    for (const auto& gap : gaps(content, it, scores)) EXPECT_EQ(gap.area, "area/one");
}

}  // namespace
}  // namespace kireise::survey
