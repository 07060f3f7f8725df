#include "people/password_rules.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "base/assets.h"
#include "base/text.h"
#include "people/password.h"

namespace kireise::people {
namespace {

using Words = std::set<std::string, std::less<>>;

constexpr std::size_t shortest_word = 3;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

std::string spelled_out(std::string_view text) {
    std::string out(text);
    for (const auto& [from, to] : {std::pair{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}}) {
        out = replace_all(std::move(out), from, to);
    }
    return lower_ascii(out);
}

std::string only_letters(std::string text) {
    std::erase_if(text, [](char c) { return !is_letter(c); });
    return text;
}

// "p4ssw0rt2026!" -> "passwort"
std::string disguise_removed(std::string text) {
    while (!text.empty() && !is_letter(text.back())) text.pop_back();
    constexpr std::string_view signs = "0134578@$!";
    constexpr std::string_view meant = "oieastbasi";
    for (char& c : text) {
        if (const auto at = signs.find(c); at != std::string_view::npos) c = meant[at];
    }
    return only_letters(std::move(text));
}

// Whether the text is nothing but at most `limit` of the words in a row.
bool made_of(std::string_view text, const Words& words, int limit) {
    if (text.empty()) return true;
    for (std::size_t n = shortest_word; limit > 0 && n <= text.size(); ++n) {
        if (words.contains(text.substr(0, n)) && made_of(text.substr(n), words, limit - 1)) return true;
    }
    return false;
}

const Words& common_words() {
    static const Words words = [] {
        Words out;
        for (const auto line : lines(asset("ui/data/common_passwords.txt").value_or(""))) {
            auto word = only_letters(spelled_out(line));
            if (!line.starts_with('#') && word.size() >= shortest_word) out.insert(std::move(word));
        }
        return out;
    }();
    return words;
}

Words words_of(const Account& owner) {
    Words out{only_letters(spelled_out(owner.login))};
    std::string texts = spelled_out(owner.login + " " + owner.name);
    for (char& c : texts) {
        if (!is_letter(c)) c = ' ';
    }
    for (auto& word : split(texts, ' ')) {
        if (word.size() >= shortest_word) out.insert(std::move(word));
    }
    return out;
}

// "1234567890", "abcabcabcd", "aaaaaaaaaa"
bool is_row_of_keys(std::string_view text) {
    std::size_t neighbours = 0;
    for (std::size_t i = 1; i < text.size(); ++i) neighbours += std::abs(text[i] - text[i - 1]) <= 1 ? 1 : 0;
    return std::set<char>(text.begin(), text.end()).size() < 4 || 2 * neighbours > text.size();
}

}  // namespace

std::string_view id_of(PasswordProblem problem) {
    switch (problem) {
        case PasswordProblem::too_short: return "too_short";
        case PasswordProblem::too_long: return "too_long";
        case PasswordProblem::own_name: return "own_name";
        case PasswordProblem::common: return "common";
    }
    return "";
}

std::optional<PasswordProblem> password_problem(std::string_view password, const Account& owner) {
    if (characters(password) < password_min) return PasswordProblem::too_short;
    if (password.size() > password_max) return PasswordProblem::too_long;
    const auto text = spelled_out(password);
    const auto letters = only_letters(text);
    const auto plain = disguise_removed(text);
    const auto own = words_of(owner);
    if (!letters.empty() && (made_of(letters, own, 4) || made_of(plain, own, 4))) return PasswordProblem::own_name;
    const bool few_digits = letters.empty() && characters(password) < 16;
    if (few_digits || is_row_of_keys(text)) return PasswordProblem::common;
    auto words = own;
    words.insert(common_words().begin(), common_words().end());
    const bool guessed = !letters.empty() && (made_of(letters, words, 2) || made_of(plain, words, 2));
    return guessed ? std::optional(PasswordProblem::common) : std::nullopt;
}

}  // namespace kireise::people
