#pragma once
// How hard a German text is to read: LIX (Björnsson 1968, "Läsbarhet") = words / sentences + 100 * long words / words.
// About 25 is a children's book, 40 a newspaper, 60 a legal text.
//
// The first Wiener Sachtextformel (Bamberger and Vanecek 1984, "Lesen - Verstehen - Lernen - Schreiben") =
// 0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875, where MS, IW and ES are the percentages of words of three and more syllables, of more than six letters, and of one
// syllable, and SL is the mean length of a sentence in words. About the school grade that can read it: 4 is very easy, 15 very hard.
// Syllables: syllables.h; a number is one.
//
// Word: letters and digits in a row, joined by hyphen or apostrophe, and by . , : / between digits ("15.03.2027", "1.140,00").
// Long word: more than six letters. Sentence: ends at . ! ? : or … (then closing quotes, brackets, stars) followed by white space or the
// end, except before a small letter, and except a full stop after one or two digits (ordinal), a single letter ("z. B.") or a common
// abbreviation. A blank line, a heading and the next item of a list end a sentence too. Marks of lists and headings (Markdown) are no
// words.

#include <string_view>

namespace kireise::lab {

struct Readability {
    int words = 0;
    int sentences = 0;
    int long_words = 0;
    int one_syllable = 0;     // words
    int three_syllables = 0;  // words of three and more

    [[nodiscard]] double lix() const;     // 0 for a text without words
    [[nodiscard]] double wiener() const;  // 0 for a text without words
};

[[nodiscard]] Readability readability_of(std::string_view utf8);

}  // namespace kireise::lab
