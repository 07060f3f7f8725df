#include "lab/syllables.h"

#include <algorithm>
#include <array>
#include <string>

namespace kireise::lab {
namespace {

using Pair = std::array<char32_t, 2>;

constexpr std::array<Pair, 13> spoken_as_one{{{U'a', U'a'},
                                              {U'e', U'e'},
                                              {U'o', U'o'},
                                              {U'i', U'e'},
                                              {U'a', U'i'},
                                              {U'e', U'i'},
                                              {U'a', U'u'},
                                              {U'e', U'u'},
                                              {U'ä', U'u'},
                                              {U'a', U'y'},
                                              {U'e', U'y'},
                                              {U'o', U'i'},
                                              {U'o', U'u'}}};

char32_t lower(char32_t c) {
    if (c >= U'A' && c <= U'Z') return c + 0x20;
    return c >= 0xc0 && c <= 0xde && c != 0xd7 ? c + 0x20 : c;
}

bool is_vowel(char32_t c) {
    constexpr std::u32string_view vowels = U"aeiouyäöüàáâèéêëìíîïòóôùúû";
    return vowels.find(c) != std::u32string_view::npos;
}

}  // namespace

int syllables(std::u32string_view word) {
    std::u32string text;
    for (const auto c : word) text += lower(c);
    int count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_vowel(text[i])) continue;
        const bool before_vowel = i + 1 < text.size() && is_vowel(text[i + 1]);
        if (text[i] == U'u' && i > 0 && text[i - 1] == U'q') continue;
        if (text[i] == U'y' && before_vowel) continue;
        ++count;
        if (before_vowel && std::ranges::find(spoken_as_one, Pair{text[i], text[i + 1]}) != spoken_as_one.end()) ++i;
    }
    return std::max(count, 1);
}

}  // namespace kireise::lab
