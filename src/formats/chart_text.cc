// Measuring, wrapping and formatting of text in charts.
#include <fmt/core.h>

#include <chrono>
#include <cmath>

#include "base/text.h"
#include "formats/chart_draw.h"

namespace kireise::formats::chart {
namespace {

// Shares of the font size: an upper estimate for running text in Fira Sans SemiBold, Arial Bold and DejaVu Sans.
double share_of(unsigned char c) {
    constexpr std::string_view narrow = "iljI.,:;'|!";
    constexpr std::string_view slim = "ftr()[]/\\- \"";
    constexpr std::string_view wide = "mwMW%@&";
    if (narrow.find(static_cast<char>(c)) != std::string_view::npos) return 0.34;
    if (slim.find(static_cast<char>(c)) != std::string_view::npos) return 0.42;
    if (wide.find(static_cast<char>(c)) != std::string_view::npos) return 0.95;
    if (c >= 'A' && c <= 'Z') return 0.74;
    return c >= 0xE2 ? 0.9 : 0.62;  // lower case, digits, umlauts; other scripts and signs
}

bool continues(unsigned char c) { return (c & 0xC0U) == 0x80U; }

// Pieces that stay together: words with the space or hyphen that ends them.
std::vector<std::string_view> pieces_of(std::string_view text) {
    std::vector<std::string_view> pieces;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool hyphen = text[at] == '-' && at > start && at + 1 < text.size() && text[at + 1] != ' ';
        if (text[at] != ' ' && !hyphen) continue;
        pieces.push_back(text.substr(start, at + 1 - start));
        start = at + 1;
    }
    if (start < text.size()) pieces.push_back(text.substr(start));
    return pieces;
}

std::string_view without_end_space(std::string_view text) { return text.substr(0, text.find_last_not_of(' ') + 1); }

// The longest beginning that fits; at least one character.
std::size_t fitting(std::string_view word, double width, double size) {
    std::size_t end = 0;
    for (std::size_t at = 0; at < word.size();) {
        do ++at;
        while (at < word.size() && continues(static_cast<unsigned char>(word[at])));
        if (end != 0 && width_of(word.substr(0, at), size) > width) break;
        end = at;
    }
    return end;
}

}  // namespace

double width_of(std::string_view text, double size) {
    double width = 0;
    for (const unsigned char c : text) width += continues(c) ? 0 : share_of(c);
    return width * size;
}

std::vector<std::string> wrap(std::string_view text, double width, double size) {
    std::vector<std::string> result;
    std::string line;
    const auto flush = [&] {
        if (const auto shown = without_end_space(line); !shown.empty()) result.emplace_back(shown);
        line.clear();
    };
    for (auto piece : pieces_of(text)) {
        if (!line.empty() && width_of(line + std::string(without_end_space(piece)), size) > width) flush();
        while (width_of(without_end_space(piece), size) > width) {
            const auto end = fitting(piece, width - width_of("-", size), size);
            if (end == piece.size()) break;
            line = std::string(piece.substr(0, end)) + "-";
            flush();
            piece.remove_prefix(end);
        }
        line += piece;
    }
    flush();
    if (result.empty()) result.emplace_back();
    return result;
}

std::string with_unit(std::string number, std::string_view unit) {
    if (unit.empty()) return number;
    return fmt::format("{}\u00a0{}", number, unit);
}

std::string day_text(int day, std::string_view lang) {
    const Date date{std::chrono::sys_days{std::chrono::days{day}}};
    return lang.starts_with("en") ? to_string(date) : german_text(date);
}

}  // namespace kireise::formats::chart
