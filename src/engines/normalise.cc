#include <cstdint>

#include "engines/classifier.h"
#include "engines/stop_words.h"

namespace kireise::engines {
namespace {

enum class Kind { letter, digit, gap };

struct Letter {
    Kind kind = Kind::gap;
    std::uint32_t code = 0;  // in lower case
};

// Letters of Basic Latin, Latin-1 and Latin Extended-A (Unicode 15): all that German mails and names from European languages need.
Letter classify(std::uint32_t code) {
    if (code >= '0' && code <= '9') return {Kind::digit, code};
    if (code >= 'A' && code <= 'Z') return {Kind::letter, code + 32};
    if (code >= 'a' && code <= 'z') return {Kind::letter, code};
    if (code == 0xd7 || code == 0xf7 || code < 0xc0) return {Kind::gap, code};
    if (code <= 0xde) return {Kind::letter, code + 32};
    if (code >= 0x100 && code <= 0x137) return {Kind::letter, code | 1U};
    if (code >= 0x139 && code <= 0x148) return {Kind::letter, code + (code & 1U)};
    if (code >= 0x14a && code <= 0x177) return {Kind::letter, code | 1U};
    if (code == 0x178) return {Kind::letter, 0xff};
    if (code >= 0x179 && code <= 0x17e) return {Kind::letter, code + (code & 1U)};
    if (code == 0x1e9e) return {Kind::letter, 0xdf};
    return {code < 0x2000 || code >= 0x3040 ? Kind::letter : Kind::gap, code};
}

// The next code point of well-formed UTF-8; a stray byte counts as a gap.
std::uint32_t next_code(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    if (lead < 0x80) return lead;
    const std::size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    std::uint32_t code = lead & (0x3fU >> more);
    if (more == 0 || at + more > text.size()) return ' ';
    for (std::size_t i = 0; i < more; ++i) code = (code << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3fU);
    return code;
}

void append(std::string& out, std::uint32_t code) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3fU)); };
    if (code < 0x80) out += static_cast<char>(code);
    else if (code < 0x800) out += static_cast<char>(0xc0U | (code >> 6U)), tail(0);
    else if (code < 0x10000) out += static_cast<char>(0xe0U | (code >> 12U)), tail(6), tail(0);
    else out += static_cast<char>(0xf0U | (code >> 18U)), tail(12), tail(6), tail(0);
}

}  // namespace

std::string normalise(std::string_view text) {
    std::string out, word;
    Kind before = Kind::gap;
    const auto end_word = [&] {
        if (!word.empty() && !is_stop_word(word)) out += (out.empty() ? "" : " ") + word;
        word.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto letter = classify(next_code(text, at));
        if (letter.kind != before) end_word();
        if (letter.kind == Kind::digit) word += '0';
        else if (letter.kind == Kind::letter) append(word, letter.code);
        before = letter.kind;
    }
    end_word();
    return out;
}

}  // namespace kireise::engines
