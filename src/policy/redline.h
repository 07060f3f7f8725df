#pragma once
// What changed between two texts, word by word.

#include <string>
#include <string_view>
#include <vector>

namespace kireise::policy {

struct Piece {
    enum class Kind { same, deleted, inserted };
    Kind kind = Kind::same;
    std::string text;  // words with the white space that follows them; "\n" separates paragraphs

    friend bool operator==(const Piece&, const Piece&) = default;
};

// The longest common sequence of words stays, the rest is deleted or inserted; deletions come first. A single word or two that happen to
// stay between two changes count as changed, for the sake of reading. Same + deleted pieces give `before`, same + inserted ones `after`.
// Above redline_limit changed words on both sides together, all is taken as replaced.
[[nodiscard]] std::vector<Piece> redline(std::string_view before, std::string_view after);

inline constexpr std::size_t redline_limit = 4000;

// What a screen reader says around a change: "gestrichen" ... "Ende".
struct RedlineLabels {
    std::string deleted;
    std::string inserted;
    std::string end;
};

// Paragraphs with <del> and <ins>; everything else is escaped.
[[nodiscard]] std::string to_html(const std::vector<Piece>& pieces, const RedlineLabels& labels);

}  // namespace kireise::policy
