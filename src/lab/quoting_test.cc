#include "lab/quoting.h"

#include <gtest/gtest.h>

namespace kireise::lab {
namespace {

const std::vector<blueprint::GoldSource> sources{
    {"s1", "Die Gebühr für einen Personalausweis beträgt 37,00 Euro. Wer unter 24 Jahre alt ist, zahlt 22,80 Euro."},
    {"s2", "Das Bürgeramt ist montags von 8 bis 12 Uhr geöffnet."}};

QuoteCheck found_in(std::string_view answer) { return check_quotes(answer, sources); }

TEST(Quoting, WhatStandsInTheSourceIsSupported) {
    const auto found = found_in("Ein Personalausweis kostet eine Gebühr von 37,00 Euro [s1].");
    EXPECT_EQ(found.citations, 1);
    EXPECT_EQ(found.unknown, "");
    // By hand: personalausweis, kostet, gebühr, 37, 00; all but "kostet" stand in the source; the others have fewer than five letters.
    EXPECT_DOUBLE_EQ(found.least, 4.0 / 5);
}

TEST(Quoting, AnotherNumberOrTheWrongSourceIsNot) {
    EXPECT_LT(found_in("Die Gebühr beträgt 99 Euro [s1].").least, 0.8);
    EXPECT_LT(found_in("Die Gebühr beträgt 37,00 Euro [s2].").least, 0.2);
    EXPECT_EQ(found_in("Die Gebühr beträgt 37,00 Euro [s9].").unknown, "s9");
    EXPECT_EQ(found_in("Die Gebühr beträgt 37,00 Euro [s9].").citations, 0);
}

TEST(Quoting, TheWorstClaimCounts) {
    const auto found = found_in("Die Gebühr beträgt 37,00 Euro [s1]. Das Bürgeramt verschenkt sonntags Eis [s2].");
    EXPECT_EQ(found.citations, 2);
    EXPECT_EQ(found.least_claim, "Das Bürgeramt verschenkt sonntags Eis");
    EXPECT_LT(found.least, 0.5);
}

TEST(Quoting, OnlyTheSentenceBeforeTheBracketsIsTheClaim) {
    EXPECT_DOUBLE_EQ(found_in("Elefanten fliegen selten. Das Bürgeramt ist montags geöffnet. [s2]").least, 1);
    EXPECT_DOUBLE_EQ(found_in("Elefanten fliegen\nDas Bürgeramt ist geöffnet [s2]").least, 1);
}

TEST(Quoting, SourcesSideBySideSupportTogether) {
    const auto found = found_in("Montags kostet die Gebühr 37,00 Euro [s1], [s2].");
    EXPECT_EQ(found.citations, 2);
    EXPECT_DOUBLE_EQ(found.least, 4.0 / 5);
}

TEST(Quoting, WithoutBracketsNothingIsCited) {
    for (const auto* answer : {"", "Die Gebühr beträgt 37 Euro.", "[", "]", "[ ]", "[Siehe dort]", "[s1"}) {
        EXPECT_EQ(found_in(answer).citations, 0) << answer;
        EXPECT_EQ(found_in(answer).unknown, "") << answer;
    }
    EXPECT_EQ(found_in("[s1]").least, 0) << "an id behind nothing proves nothing";
}

}  // namespace
}  // namespace kireise::lab
