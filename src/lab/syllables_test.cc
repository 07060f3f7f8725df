#include "lab/syllables.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace kireise::lab {
namespace {

// Parted by hand by the rules of German spelling (Duden).
TEST(Syllables, ByHand) {
    constexpr std::array<std::pair<std::u32string_view, int>, 30> words{{{U"Amt", 1},
                                                                         {U"Haus", 1},
                                                                         {U"Tee", 1},
                                                                         {U"Boot", 1},
                                                                         {U"die", 1},
                                                                         {U"Bäume", 2},
                                                                         {U"Rathaus", 2},
                                                                         {U"Straße", 2},
                                                                         {U"Gebühr", 2},
                                                                         {U"Mittag", 2},
                                                                         {U"Antrag", 2},
                                                                         {U"Idee", 2},
                                                                         {U"abholen", 3},
                                                                         {U"Beamte", 3},
                                                                         {U"Verwaltung", 3},
                                                                         {U"Familie", 3},
                                                                         {U"Reisepass", 3},
                                                                         {U"Qualität", 3},
                                                                         {U"Theater", 3},
                                                                         {U"Bescheide", 3},
                                                                         {U"Steuerbescheid", 4},
                                                                         {U"Bürgermeister", 4},
                                                                         {U"Personalausweis", 5},
                                                                         {U"Einwohnermeldeamt", 6},
                                                                         {U"Bayern", 2},
                                                                         {U"Yacht", 1},
                                                                         {U"Typ", 1},
                                                                         {U"ÄMTER", 2},
                                                                         {U"Quelle", 2},
                                                                         {U"Kommunen", 3}}};
    for (const auto& [word, count] : words) EXPECT_EQ(syllables(word), count) << std::string(word.begin(), word.end());
}

TEST(Syllables, WhatHasNoVowelIsOne) {
    for (const auto* word : {U"", U"GmbH", U"z", U"2027"}) EXPECT_EQ(syllables(word), 1);
}

}  // namespace
}  // namespace kireise::lab
