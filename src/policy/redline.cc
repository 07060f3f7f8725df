#include "policy/redline.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/text.h"

namespace kireise::policy {
namespace {

using Words = std::vector<std::string_view>;

// A word ends after its white space; a line break is a word of its own.
Words words_of(std::string_view text) {
    Words words;
    while (!text.empty()) {
        std::size_t end = 1;
        if (text.front() != '\n') {
            end = std::min(text.find_first_of(" \n"), text.size());
            while (end < text.size() && text[end] == ' ') ++end;
        }
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

void add(std::vector<Piece>& pieces, Piece::Kind kind, std::string_view word) {
    if (pieces.empty() || pieces.back().kind != kind) pieces.push_back({kind, {}});
    pieces.back().text += word;
}

// Lengths of the longest common sequence of before[i..] and after[j..].
class CommonLengths {
   public:
    CommonLengths(const Words& before, const Words& after) : width_(after.size() + 1), lengths_((before.size() + 1) * width_) {
        for (auto i = before.size(); i-- > 0;) {
            for (auto j = after.size(); j-- > 0;) {
                at(i, j) = before[i] == after[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
            }
        }
    }

    [[nodiscard]] std::uint32_t& at(std::size_t i, std::size_t j) { return lengths_[i * width_ + j]; }

   private:
    std::size_t width_;
    std::vector<std::uint32_t> lengths_;
};

void add_changes(std::vector<Piece>& pieces, const Words& before, const Words& after) {
    std::size_t i = 0;
    std::size_t j = 0;
    if (before.size() + after.size() <= redline_limit) {
        CommonLengths common(before, after);
        while (i < before.size() && j < after.size()) {
            if (before[i] == after[j]) {
                add(pieces, Piece::Kind::same, before[i++]);
                ++j;
            } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
                add(pieces, Piece::Kind::deleted, before[i++]);
            } else {
                add(pieces, Piece::Kind::inserted, after[j++]);
            }
        }
    }
    while (i < before.size()) add(pieces, Piece::Kind::deleted, before[i++]);
    while (j < after.size()) add(pieces, Piece::Kind::inserted, after[j++]);
}

bool is_island(const Piece& piece) {
    constexpr std::size_t few_words = 2;
    return piece.text.find('\n') == std::string::npos && words_of(piece.text).size() <= few_words;
}

// Changes with nothing but islands between them become one deletion and one insertion.
std::vector<Piece> without_islands(const std::vector<Piece>& pieces) {
    std::vector<Piece> out;
    Piece deleted{Piece::Kind::deleted, {}};
    Piece inserted{Piece::Kind::inserted, {}};
    const auto flush = [&] {
        for (auto* change : {&deleted, &inserted}) {
            if (!change->text.empty()) out.push_back(*change);
            change->text.clear();
        }
    };
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto& piece = pieces[i];
        const bool between_changes = i > 0 && i + 1 < pieces.size();
        if (piece.kind == Piece::Kind::same && !(between_changes && is_island(piece))) {
            flush();
            out.push_back(piece);
            continue;
        }
        if (piece.kind != Piece::Kind::inserted) deleted.text += piece.text;
        if (piece.kind != Piece::Kind::deleted) inserted.text += piece.text;
    }
    flush();
    return out;
}

std::string hidden(const std::string& text) { return "<span class=\"kern-sr-only\"> [" + escape_html(text) + "] </span>"; }

std::string marked(Piece::Kind kind, std::string_view text, const RedlineLabels& labels) {
    if (text.empty()) return {};
    if (kind == Piece::Kind::same) return escape_html(text);
    const bool gone = kind == Piece::Kind::deleted;
    const std::string tag = gone ? "del" : "ins";
    return "<" + tag + ">" + hidden(gone ? labels.deleted : labels.inserted) + escape_html(text) + hidden(labels.end) + "</" + tag + ">";
}

}  // namespace

std::vector<Piece> redline(std::string_view before, std::string_view after) {
    auto old_words = words_of(before);
    auto new_words = words_of(after);
    const auto head = static_cast<std::size_t>(std::ranges::mismatch(old_words, new_words).in1 - old_words.begin());
    const auto most = std::min(old_words.size(), new_words.size()) - head;
    std::size_t tail = 0;
    while (tail < most && old_words[old_words.size() - 1 - tail] == new_words[new_words.size() - 1 - tail]) ++tail;

    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < head; ++i) add(pieces, Piece::Kind::same, old_words[i]);
    const auto middle = [&](const Words& words) {
        return Words(std::next(words.begin(), static_cast<std::ptrdiff_t>(head)),
                     std::prev(words.end(), static_cast<std::ptrdiff_t>(tail)));
    };
    add_changes(pieces, middle(old_words), middle(new_words));
    for (auto i = old_words.size() - tail; i < old_words.size(); ++i) add(pieces, Piece::Kind::same, old_words[i]);
    return without_islands(pieces);
}

std::string to_html(const std::vector<Piece>& pieces, const RedlineLabels& labels) {
    std::string out = "<p>";
    for (const auto& piece : pieces) {
        const auto paragraphs = split(piece.text, '\n');
        for (std::size_t i = 0; i < paragraphs.size(); ++i) {
            if (i > 0) out += "</p><p>";
            out += marked(piece.kind, paragraphs[i], labels);
        }
    }
    return replace_all(out + "</p>", "<p></p>", "");
}

}  // namespace kireise::policy
