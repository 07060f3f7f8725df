#pragma once
// Text as code points, and a form of it for comparing.

#include <string>
#include <string_view>

namespace kireise::lab {

// UTF-8 to code points; every byte that does not belong to a well-formed sequence becomes U+FFFD.
[[nodiscard]] std::u32string code_points(std::string_view utf8);

// Letter of a European script; no digit, no mark.
[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);        // 0..9
[[nodiscard]] bool is_white_space(char32_t c);  // also no-break spaces and line breaks

// For comparing: upper and lower case are equal (Unicode CaseFolding.txt for Latin letters; "ß" equals "ss"), a letter followed by a
// separate diaeresis equals the ready-made umlaut, soft hyphens are gone, and a run of white space is one space.
[[nodiscard]] std::string folded(std::string_view utf8);

// True when `part` stands in `text`, both folded; an empty part stands nowhere.
[[nodiscard]] bool contains_folded(std::string_view text, std::string_view part);

}  // namespace kireise::lab
