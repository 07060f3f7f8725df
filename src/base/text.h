#pragma once
// Small text functions; text is UTF-8 everywhere.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kireise {

[[nodiscard]] std::string to_hex(std::span<const std::byte> bytes);
[[nodiscard]] std::string_view trim(std::string_view text);  // ASCII white space
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::vector<std::string_view> lines(std::string_view text);  // without "\n" and "\r\n"
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] std::string replace_all(std::string text, std::string_view from, std::string_view to);
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] std::string escape_html(std::string_view text);  // & < > " '

// Well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates, at most U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

// "kind/slug" -> "slug"; text without "/" stays as it is.
[[nodiscard]] std::string_view slug_of(std::string_view id);
[[nodiscard]] bool is_slug(std::string_view text);  // [a-z0-9-]+, at most 80 characters

[[nodiscard]] std::size_t characters(std::string_view utf8);  // code points, as a text field counts them; not bytes

}  // namespace kireise
