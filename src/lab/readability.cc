#include "lab/readability.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "lab/letters.h"
#include "lab/syllables.h"

namespace kireise::lab {
namespace {

constexpr int long_word_letters = 7;

bool one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

bool is_word_part(char32_t c) { return is_letter(c) || is_digit(c) || c == 0x308 || c == 0xad; }

constexpr std::array<std::u32string_view, 24> abbreviations{U"abs", U"art", U"az",  U"bzw",  U"ca",  U"dr",   U"evtl", U"ff",
                                                            U"fr",  U"ggf", U"hr",  U"inkl", U"max", U"mind", U"nr",   U"prof",
                                                            U"std", U"str", U"tel", U"usw",  U"vgl", U"zzgl", U"geb",  U"gem"};

std::u32string lower_ascii(std::u32string word) {
    for (auto& c : word) {
        if (c >= U'A' && c <= U'Z') c += 0x20;
    }
    return word;
}

bool stop_belongs_to(const std::u32string& word) {
    if (word.size() == 1 && is_letter(word.front())) return true;
    if (word.size() <= 2 && std::ranges::all_of(word, is_digit)) return true;
    return std::ranges::find(abbreviations, lower_ascii(word)) != abbreviations.end();
}

// Length of the mark of a list or heading at the start of a trimmed line; 0 when there is none.
std::size_t mark_length(std::u32string_view line) {
    std::size_t at = 0;
    while (at < line.size() && one_of(line[at], U"-*+#>•–")) ++at;
    if (at == 0) {
        while (at < line.size() && at < 2 && is_digit(line[at])) ++at;
        if (at == 0 || at >= line.size() || !one_of(line[at], U".)")) return 0;
        ++at;
    }
    return at == line.size() || is_white_space(line[at]) ? at : 0;
}

std::u32string_view without_indent(std::u32string_view line) {
    while (!line.empty() && is_white_space(line.front())) line.remove_prefix(1);
    return line;
}

class Counter {
   public:
    void take_line(std::u32string_view line) {
        line = without_indent(line);
        const auto mark = mark_length(line);
        if (line.empty() || mark > 0 || after_heading_) end_sentence();
        after_heading_ = line.starts_with(U'#');
        take_text(line.substr(mark));
    }

    Readability finish() {
        end_sentence();
        return out_;
    }

   private:
    void end_sentence() {
        if (words_in_sentence_ > 0) ++out_.sentences;
        words_in_sentence_ = 0;
    }

    void take_text(std::u32string_view text) {
        std::size_t at = 0;
        while (at < text.size()) {
            if (is_word_part(text[at])) at = take_word(text, at);
            else if (one_of(text[at], U".!?:…")) at = take_stop(text, at);
            else ++at;
        }
    }

    static bool joins(std::u32string_view text, std::size_t at) {
        if (at + 1 >= text.size() || !is_word_part(text[at + 1])) return false;
        if (one_of(text[at], U"-'’\x2010\x2011")) return true;
        return one_of(text[at], U".,:/") && is_digit(text[at - 1]) && is_digit(text[at + 1]);
    }

    std::size_t take_word(std::u32string_view text, std::size_t at) {
        const auto start = at;
        while (at < text.size() && (is_word_part(text[at]) || joins(text, at))) ++at;
        word_ = text.substr(start, at - start);
        ++out_.words;
        ++words_in_sentence_;
        if (std::ranges::count_if(word_, is_letter) >= long_word_letters) ++out_.long_words;
        const auto spoken = syllables(word_);
        if (spoken == 1) ++out_.one_syllable;
        if (spoken >= 3) ++out_.three_syllables;
        return at;
    }

    std::size_t take_stop(std::u32string_view text, std::size_t at) {
        const auto mark = text[at];
        const bool after_word = at > 0 && is_word_part(text[at - 1]);
        while (at < text.size() && one_of(text[at], U".!?:…")) ++at;
        while (at < text.size() && one_of(text[at], U"\"'“”’»«)]*_")) ++at;
        if (at < text.size() && !is_white_space(text[at])) return at;
        const auto next = without_indent(text.substr(at));
        const bool small_letter_follows = !next.empty() && is_letter(next.front()) && is_small(next.front());
        const bool last_of_line = next.empty();
        const bool belongs_to_word = mark == U'.' && after_word && stop_belongs_to(word_);
        if (!small_letter_follows && (last_of_line || !belongs_to_word)) end_sentence();
        return at;
    }

    static bool is_small(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= 0xdf && c <= 0xff); }

    Readability out_;
    int words_in_sentence_ = 0;
    bool after_heading_ = false;
    std::u32string word_;
};

}  // namespace

double Readability::lix() const {
    if (words == 0) return 0;
    return static_cast<double>(words) / sentences + 100.0 * long_words / words;
}

double Readability::wiener() const {
    if (words == 0) return 0;
    const auto percent_of_words = [this](int count) { return 100.0 * count / words; };
    return 0.1935 * percent_of_words(three_syllables) + 0.1672 * words / sentences + 0.1297 * percent_of_words(long_words) -
           0.0327 * percent_of_words(one_syllable) - 0.875;
}

Readability readability_of(std::string_view utf8) {
    Counter counter;
    for (const auto line : lines(utf8)) counter.take_line(code_points(line));
    return counter.finish();
}

}  // namespace kireise::lab
