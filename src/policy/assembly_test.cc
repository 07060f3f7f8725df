#include "policy/assembly.h"

#include <gmock/gmock.h>

#include "policy/testing.h"

namespace kireise::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const auto guideline = testing::small_guideline();
const auto clauses = testing::small_clauses();
const Facts facts{"Halle (Saale)", "Sachsen-Anhalt", "15.06.2026"};
const Answers all_answered{{"cloud", "yes"}, {"pass", "no"}, {"contact", "ki@halle.example"}, {"months", "18"}};

AssembledGuideline assembled(const Answers& answers, const Facts& with = facts) {
    auto result = assemble(guideline, clauses, answers, with);
    EXPECT_TRUE(result) << result.error().message;
    return result.value_or(AssembledGuideline{});
}

TEST(Assembly, NumbersClausesThroughAllSections) {
    const auto text = assembled(all_answered);
    EXPECT_EQ(text.find("clause/purpose")->number, 1);
    EXPECT_EQ(text.find("clause/cloud")->number, 2);
    EXPECT_EQ(text.find("clause/none"), nullptr);
}

TEST(Assembly, FillsTextsAndSetsTheVariantBetweenTheCommonParts) {
    const auto text = assembled(all_answered);
    EXPECT_EQ(text.find("clause/purpose")->text, "(1) Geprüft alle 18 Monate in Sachsen\\-Anhalt, Stand 15\\.06\\.2026.");
    EXPECT_EQ(text.find("clause/cloud")->text, "(1) Davor.\n\n(2) Erlaubt.\n\n(3) Danach.");
    EXPECT_EQ(text.preamble, "Für Halle \\(Saale\\). Fragen an ki\\@halle\\.example.");
    EXPECT_THAT(text.open_questions, IsEmpty());
}

TEST(Assembly, TakesTheFirstVariantThatHolds) {
    EXPECT_EQ(assembled({{"cloud", "none"}, {"pass", "no"}}).find("clause/cloud")->variant, "none");
    EXPECT_EQ(assembled({{"cloud", "yes"}, {"pass", "no"}}).find("clause/cloud")->variant, "no-pass");
    EXPECT_EQ(assembled({{"cloud", "yes"}, {"pass", "yes"}}).find("clause/cloud")->variant, "with-pass");
}

TEST(Assembly, SaysWhichAnswersDecided) {
    const auto none = assembled({{"cloud", "none"}, {"pass", "no"}});
    EXPECT_THAT(none.find("clause/cloud")->chosen_by, ElementsAre(Because{"cloud", "Cloud?", "Keine", false}));
    const auto with_pass = assembled({{"cloud", "yes"}});
    EXPECT_THAT(with_pass.find("clause/cloud")->chosen_by,
                ElementsAre(Because{"cloud", "Cloud?", "Ja", false}, Because{"pass", "Pass?", "Ja", true}));
    EXPECT_THAT(with_pass.find("clause/purpose")->chosen_by, IsEmpty());
    EXPECT_THAT(with_pass.find("clause/purpose")->filled_by, ElementsAre(Because{"months", "Monate?", "12", true}));
}

TEST(Assembly, ShowsWhatIsOpenInTheText) {
    const auto text = assembled({{"cloud", "none"}}, {"", "Sachsen-Anhalt", "heute"});
    EXPECT_THAT(text.open_questions, ElementsAre("pass", "contact", "months"));
    EXPECT_EQ(text.preamble, "Für **\\[offen\\: Name der Kommune\\]**. Fragen an **\\[offen\\: ki\\@x\\]**.");
    EXPECT_THAT(text.find("clause/purpose")->text, HasSubstr("**\\[offen\\: 12\\]** Monate"));
}

TEST(Assembly, KeepsOnlyTheRulesOfTheVariant) {
    const auto rules = assembled(all_answered).find("clause/cloud")->rules;
    ASSERT_EQ(rules.size(), 1);
    EXPECT_EQ(rules[0].effect, blueprint::Effect::allow);
    EXPECT_THAT(rules[0].variants, ElementsAre("no-pass"));
}

TEST(Assembly, PrefersTheShortTextOfTheVariant) {
    EXPECT_EQ(assembled({{"cloud", "none"}}).find("clause/cloud")->short_text, "Keine Cloud.");
    EXPECT_EQ(assembled({{"cloud", "yes"}}).find("clause/cloud")->short_text, "Allgemein.");
}

TEST(Assembly, RefusesParametersAndClausesThatDoNotExist) {
    auto broken = clauses;
    broken[0].text = "{{mayor}}";
    EXPECT_THAT(assemble(guideline, broken, {}, facts).error().message, HasSubstr("{{mayor}}"));
    EXPECT_THAT(assemble(guideline, std::span(clauses).first(1), {}, facts).error().message, HasSubstr("clause/cloud"));
}

}  // namespace
}  // namespace kireise::policy
