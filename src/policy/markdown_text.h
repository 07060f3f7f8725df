#pragma once
// Plain text and Markdown, one into the other.

#include <string>
#include <string_view>

namespace kireise::policy {

// Text that reads the same inside a Markdown paragraph, whatever stands in it (CommonMark 0.29, 6.1: backslash escapes).
[[nodiscard]] std::string escape_markdown(std::string_view text);

// What a reader sees, without marks: paragraphs, list items ("- ", "1. ") and table rows, each on its own line.
[[nodiscard]] std::string plain_text(std::string_view markdown);

}  // namespace kireise::policy
