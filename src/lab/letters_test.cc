#include "lab/letters.h"

#include <gtest/gtest.h>

namespace kireise::lab {
namespace {

TEST(Letters, CodePointsOfOneToFourBytes) { EXPECT_EQ(code_points("aä€😀"), U"aä€😀"); }

TEST(Letters, BrokenBytesAreReplacedOneByOne) {
    EXPECT_EQ(code_points("a\xff\xc3"), U"a\xfffd\xfffd");
    EXPECT_EQ(code_points("\xed\xa0\x80"), U"\xfffd\xfffd\xfffd");  // a surrogate
}

TEST(Letters, UpperAndLowerCaseAreEqual) {
    EXPECT_EQ(folded("ÄÖÜ ÉÇØ Ÿ Š Ž Ł"), "äöü éçø ÿ š ž ł");
    EXPECT_EQ(folded("3 × 4 ÷ 2"), "3 × 4 ÷ 2");
    EXPECT_EQ(folded("STRASSE"), folded("Straße"));
    EXPECT_EQ(folded("STRAẞE"), folded("Straße"));
}

TEST(Letters, SeparateUmlautMarksEqualReadyMadeOnes) { EXPECT_EQ(folded("Gebu\u0308hr"), folded("GEBÜHR")); }

TEST(Letters, WhiteSpaceOfAnyKindIsOneSpace) {
    EXPECT_EQ(folded(" 30\u00a0Euro\r\n\tbar\u202f "), "30 euro bar");
    EXPECT_EQ(folded("Be\u00adscheid"), "bescheid");
}

TEST(Letters, FindsPartsButNeverTheEmptyOne) {
    EXPECT_TRUE(contains_folded("Die GEBÜHR beträgt 30\u00a0Euro.", "gebühr beträgt 30 Euro"));
    EXPECT_FALSE(contains_folded("Die Gebuhr", "Gebühr"));
    EXPECT_FALSE(contains_folded("Text", ""));
    EXPECT_FALSE(contains_folded("Text", " \n"));
}

TEST(Letters, KindsOfCharacters) {
    for (const auto c : std::u32string_view(U"aZäßéłжΩ")) EXPECT_TRUE(is_letter(c)) << static_cast<unsigned>(c);
    for (const auto c : std::u32string_view(U"0 -×÷€–„😀\u0308")) EXPECT_FALSE(is_letter(c)) << static_cast<unsigned>(c);
}

}  // namespace
}  // namespace kireise::lab
