#include "lab/letters.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kireise::lab {
namespace {

constexpr char32_t replacement = 0xfffd;
constexpr char32_t soft_hyphen = 0xad;
constexpr char32_t diaeresis = 0x308;

std::size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return 2;
    if (lead >= 0xe0 && lead <= 0xef) return 3;
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

// Latin-1 and Latin Extended-A.
char32_t lower(char32_t c) {
    if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 0x20 : c;
    if (c >= 0xc0 && c <= 0xde && c != 0xd7) return c + 0x20;
    if (c == 0x178) return 0xff;
    const bool upper_is_odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
    if (upper_is_odd) return c % 2 == 1 ? c + 1 : c;
    const bool upper_is_even = (c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) || (c >= 0x14a && c <= 0x177);
    return upper_is_even && c % 2 == 0 ? c + 1 : c;
}

char32_t with_diaeresis(char32_t c) {
    if (c == U'a') return U'ä';
    if (c == U'o') return U'ö';
    return c == U'u' ? U'ü' : c;
}

void append_utf8(std::string& out, char32_t c) {
    const auto byte = [&out](char32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) byte(0xc0 | (c >> 6U));
    else if (c < 0x10000) {
        byte(0xe0 | (c >> 12U));
        byte(0x80 | ((c >> 6U) & 0x3fU));
    } else {
        byte(0xf0 | (c >> 18U));
        byte(0x80 | ((c >> 12U) & 0x3fU));
        byte(0x80 | ((c >> 6U) & 0x3fU));
    }
    byte(0x80 | (c & 0x3fU));
}

void append_folded(std::u32string& out, char32_t c) {
    if (c == soft_hyphen) return;
    if (is_white_space(c)) {
        if (out.empty() || out.back() != U' ') out += U' ';
    } else if (c == U'ß' || c == U'ẞ') {
        out += U"ss";
    } else if (c == diaeresis && !out.empty()) {
        out.back() = with_diaeresis(out.back());
    } else {
        out += lower(c);
    }
}

}  // namespace

std::u32string code_points(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const auto length = sequence_length(static_cast<unsigned char>(utf8.front()));
        if (length == 0 || utf8.size() < length || !is_utf8(utf8.substr(0, length))) {
            out += replacement;
            utf8.remove_prefix(1);
            continue;
        }
        char32_t c = static_cast<unsigned char>(utf8.front()) & (length == 1 ? 0x7fU : 0xffU >> (length + 1));
        for (std::size_t i = 1; i < length; ++i) c = (c << 6U) | (static_cast<unsigned char>(utf8[i]) & 0x3fU);
        out += c;
        utf8.remove_prefix(length);
    }
    return out;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_letter(char32_t c) {
    if (c < 0x80) return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    return c >= 0xc0 && c < 0x2000 && c != 0xd7 && c != 0xf7 && !(c >= 0x2b0 && c < 0x370);
}

bool is_white_space(char32_t c) {
    constexpr std::array<char32_t, 5> others{0x85, 0xa0, 0x202f, 0x205f, 0x3000};
    return c == U' ' || (c >= 9 && c <= 13) || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
           std::ranges::find(others, c) != others.end();
}

std::string folded(std::string_view utf8) {
    std::u32string points;
    for (const auto c : code_points(utf8)) append_folded(points, c);
    std::string out;
    out.reserve(points.size());
    for (const auto c : points) append_utf8(out, c);
    return std::string(trim(out));
}

bool contains_folded(std::string_view text, std::string_view part) {
    const auto wanted = folded(part);
    return !wanted.empty() && folded(text).find(wanted) != std::string::npos;
}

}  // namespace kireise::lab
