#include "assistant/quotes.h"

#include <gmock/gmock.h>

#include "people/content.h"

namespace kireise::assistant {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

policy::AssembledGuideline muster(const policy::Answers& answers = {}) {
    static const auto content = blueprint::Snapshot::load(people::built_in_content()).value();
    return policy::assemble(content->guideline(), content->all<blueprint::Clause>(), answers, {"Halle", "Sachsen-Anhalt", "1.6.2026"})
        .value();
}

Admission lacking(std::vector<Need> needs, const std::string& clause = "clause/open-data") {
    return {.hurdle = Hurdle::condition_missing, .decision = {.clause = clause}, .missing = std::move(needs), .instead = {}};
}

TEST(Quotes, NameTheParagraphThatDemandsTheAcknowledgementWhateverATownAnswers) {
    for (const auto* pass : {"always", "personal", "protected-only"}) {
        for (const auto* clause : {"clause/open-data", "clause/personal-data", "clause/protected-data", ""}) {
            const auto quotes = quotes_for(muster({{"ki_pass", pass}}), lacking({Need::acknowledgement}, clause));
            ASSERT_EQ(quotes.size(), 1U) << pass << " " << clause;
            EXPECT_THAT(quotes[0].paragraph, AllOf(HasSubstr("Kenntnis"), Not(HasSubstr("\n\n"))));
            EXPECT_GT(quotes[0].text.size(), quotes[0].paragraph.size());
        }
    }
    const auto quotes = quotes_for(muster(), lacking({Need::acknowledgement}));
    EXPECT_EQ(quotes[0].clause, "clause/open-data");
    EXPECT_EQ(quotes[0].number, 8);
    EXPECT_THAT(quotes[0].paragraph, HasSubstr("Vor der ersten Nutzung nimmt jede Person diese Dienstanweisung zur Kenntnis."));
}

TEST(Quotes, NameTheParagraphAboutTesters) {
    const auto quotes = quotes_for(muster(), lacking({Need::tester}));
    ASSERT_EQ(quotes.size(), 1U);
    EXPECT_EQ(quotes[0].clause, "clause/terms");
    EXPECT_EQ(quotes[0].number, 3);
    EXPECT_THAT(quotes[0].paragraph, HasSubstr("benannten Testpersonen"));
}

TEST(Quotes, QuoteTheDecidingClauseOnceForAllThatItDemands) {
    const auto quotes = quotes_for(muster(), lacking({Need::registered_usecase, Need::pass}, "clause/personal-data"));
    ASSERT_EQ(quotes.size(), 1U);
    EXPECT_EQ(quotes[0].clause, "clause/personal-data");
    EXPECT_EQ(quotes[0].paragraph, "");
}

TEST(Quotes, OfAClauseThatForbidsAndNothingWhereThereIsNone) {
    const auto guideline = muster();
    const Admission refused{.hurdle = Hurdle::refused, .decision = {.clause = "clause/classified"}, .missing = {}, .instead = {}};
    ASSERT_EQ(quotes_for(guideline, refused).size(), 1U);
    EXPECT_EQ(quotes_for(guideline, refused)[0].short_text, guideline.find("clause/classified")->short_text);
    EXPECT_THAT(quotes_for({}, lacking({Need::acknowledgement, Need::tester, Need::pass})), IsEmpty());
    EXPECT_THAT(quotes_for(guideline, {.hurdle = Hurdle::not_released}), IsEmpty());
}

}  // namespace
}  // namespace kireise::assistant
