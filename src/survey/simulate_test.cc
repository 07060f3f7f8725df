#include "survey/simulate.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <ranges>

#include "survey/sample_content.h"

namespace kireise::survey {
namespace {

class Simulation : public testing::Test {
   protected:
    std::vector<AnswerSet> people(std::uint64_t seed, int count) const {
        return simulate(*questions, {"profile/clerk", "profile/it"}, {{"area/one", 2.0}, {"area/two", 0.8}}, count, seeded_random(seed));
    }

    const blueprint::Content content = sample_content();
    const Result<Questionnaire> questions = questionnaire(content, "form/sample");
};

TEST_F(Simulation, TheSameSeedGivesTheSameAnswers) {
    const auto first = people(7, 20), again = people(7, 20), other = people(8, 20);
    for (std::size_t i = 0; i < first.size(); ++i) {
        EXPECT_EQ(first[i].answers, again[i].answers);
        EXPECT_EQ(first[i].profile, again[i].profile);
    }
    EXPECT_TRUE(std::ranges::any_of(std::views::iota(0U, 20U), [&](auto i) { return first[i].answers != other[i].answers; }));
}

TEST_F(Simulation, TheMeanMeasuredLevelComesNearTheMeanAbility) {
    double one = 0, two = 0;
    const auto all = people(1, 2000);
    for (const auto& set : all) {
        const auto scores = score(*questions, set.answers);
        one += scores[0].measured;
        two += scores[1].measured;
    }
    EXPECT_NEAR(one / 2000, 2.0, 0.2);
    EXPECT_NEAR(two / 2000, 0.8, 0.2);
}

TEST_F(Simulation, EveryAnswerCouldHaveBeenSentByABrowser) {
    for (const auto& set : people(5, 200)) {
        EXPECT_EQ(set.answers.size(), questions->items.size());
        for (const auto& item : questions->items) {
            const auto& choice = set.answers.at(item.question->id);
            EXPECT_TRUE(choice.empty() || checked_choice(*item.question, choice)) << item.question->id;
        }
    }
}

}  // namespace
}  // namespace kireise::survey
