#include "lab/readability.h"

#include <gtest/gtest.h>

namespace kireise::lab {
namespace {

void expect_counts(std::string_view text, int words, int sentences, int long_words) {
    const auto counted = readability_of(text);
    EXPECT_EQ(counted.words, words) << text;
    EXPECT_EQ(counted.sentences, sentences) << text;
    EXPECT_EQ(counted.long_words, long_words) << text;
}

TEST(Readability, LixByHand) {
    // 10 words, 2 sentences, long: Personalausweis, abholen has seven letters, Rathaus has seven: 10/2 + 100*3/10 = 35.
    const auto counted = readability_of("Ihr Personalausweis ist da. Sie können ihn im Rathaus abholen.");
    EXPECT_EQ(counted.words, 10);
    EXPECT_EQ(counted.sentences, 2);
    EXPECT_EQ(counted.long_words, 3);
    EXPECT_DOUBLE_EQ(counted.lix(), 35.0);
}

TEST(Readability, WienerSachtextformelByHand) {
    // Ihr Per-so-nal-aus-weis ist da. Sie kön-nen ihn im Rat-haus ab-ho-len. 10 words, 2 sentences; of three and more syllables 2
    // (Personalausweis, abholen), of more than six letters 3, of one syllable 6 (Ihr, ist, da, Sie, ihn, im):
    // 0.1935 * 20 + 0.1672 * 5 + 0.1297 * 30 - 0.0327 * 60 - 0.875 = 3.87 + 0.836 + 3.891 - 1.962 - 0.875 = 5.76.
    const auto counted = readability_of("Ihr Personalausweis ist da. Sie können ihn im Rathaus abholen.");
    EXPECT_EQ(counted.three_syllables, 2);
    EXPECT_EQ(counted.one_syllable, 6);
    EXPECT_NEAR(counted.wiener(), 5.76, 1e-9);
    EXPECT_EQ(readability_of("").wiener(), 0.0);
}

TEST(Readability, AnOfficialSentenceIsHarderThanAPlainOne) {
    const auto official = readability_of(
        "Unter Bezugnahme auf Ihre diesbezügliche Antragstellung wird Ihnen mitgeteilt, dass die Bewilligungsvoraussetzungen nicht "
        "vorliegen.");
    const auto plain = readability_of("Sie haben einen Antrag gestellt. Wir müssen ihn leider ablehnen.");
    EXPECT_GT(official.wiener(), 12);
    EXPECT_LT(plain.wiener(), 7);
}

TEST(Readability, SixLettersAreShortAndUmlautsAreOneLetter) {
    expect_counts("Straße Gebühr", 2, 1, 0);
    expect_counts("Straßen Gebühren", 2, 1, 2);
}

TEST(Readability, DatesAmountsAndOrdinalsEndNoSentence) {
    expect_counts("Zahlen Sie 1.140,00 Euro bis zum 14. Januar 2027.", 9, 1, 0);
    expect_counts("Frist: 15.03.2027. Danach ist es zu spät.", 7, 3, 0);
    expect_counts("Geöffnet von 6:30 Uhr bis 9 Uhr.", 7, 1, 1);
}

TEST(Readability, AbbreviationsEndNoSentence) {
    expect_counts("Das gilt z. B. nach Art. 5 Abs. 2 für Sie.", 11, 1, 0);
    expect_counts("Siehe Nr. Eins.", 3, 1, 0);
}

TEST(Readability, ListsHeadingsAndBlankLinesEndSentences) {
    expect_counts("# Ihr Bescheid\nSie bekommen Geld\n\nDas brauchen Sie:\n- Ausweis\n- ein Foto\n1. Formular\n", 12, 6, 5);
    expect_counts("Ein Satz über\nzwei Zeilen.", 5, 1, 0);
}

TEST(Readability, QuotesAndStarsAfterTheStop) { expect_counts("**Wichtig:** Sie sagen „Nein.“ Dann ist es gut!", 8, 3, 1); }

TEST(Readability, SmallLetterGoesOn) { expect_counts("Am 23.02. und am 24.02. von 14 bis 18 Uhr.", 10, 1, 0); }

TEST(Readability, NothingToRead) {
    for (const auto* text : {"", "\n\n", "... !? :", "- \n# \n"}) {
        expect_counts(text, 0, 0, 0);
        EXPECT_EQ(readability_of(text).lix(), 0.0);
    }
}

TEST(Readability, AnswerThatIsNoUtf8) { EXPECT_EQ(readability_of("a\xff b").words, 2); }

}  // namespace
}  // namespace kireise::lab
