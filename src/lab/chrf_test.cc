#include "lab/chrf.h"

#include <gtest/gtest.h>

namespace kireise::lab {
namespace {

TEST(Chrf, SameTextIsOneAndForeignTextIsZero) {
    EXPECT_DOUBLE_EQ(chrf("Der Antrag wird abgelehnt.", "Der Antrag wird abgelehnt."), 1.0);
    EXPECT_DOUBLE_EQ(chrf("abc", "xyz"), 0.0);
    EXPECT_DOUBLE_EQ(chrf("", "abc"), 0.0);
    EXPECT_DOUBLE_EQ(chrf("abc", " "), 0.0);
}

TEST(Chrf, ByHand) {
    // "abcd" against "abc": n=1: 3/4 and 3/3, n=2: 2/3 and 2/2, n=3: 1/2 and 1/1; "abc" has no longer ones.
    // P = (3/4 + 2/3 + 1/2) / 3 = 23/36, R = 1: F = 5 * P / (4 * P + 1) = 115/128.
    EXPECT_DOUBLE_EQ(chrf("abcd", "abc"), 115.0 / 128.0);
    // The other way round P = 1, R = 23/36: F = 5 * R / (4 + R) = 115/167.
    EXPECT_DOUBLE_EQ(chrf("abc", "abcd"), 115.0 / 167.0);
}

TEST(Chrf, RepeatedNgramsCountOnlyAsOftenAsInTheReference) {
    // n=1: shared 1, P = 1/2, R = 1; "a" has no longer ones: F = 5 * 0.5 / (4 * 0.5 + 1) = 5/6.
    EXPECT_DOUBLE_EQ(chrf("aa", "a"), 5.0 / 6.0);
}

TEST(Chrf, WhiteSpaceDoesNotCountAndUmlautsAreOneCharacter) {
    EXPECT_DOUBLE_EQ(chrf("für  Sie\n", "fürSie"), 1.0);
    EXPECT_DOUBLE_EQ(chrf("ä", "ö"), 0.0);  // they share their first byte
}

}  // namespace
}  // namespace kireise::lab
