#include "lab/quoting.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "lab/letters.h"

namespace kireise::lab {
namespace {

constexpr std::size_t shortest_word = 5;
constexpr std::size_t stem_letters = 6;
constexpr std::size_t longest_id = 40;

struct Mark {
    std::size_t begin = 0, end = 0;  // of the brackets
    std::string id;
};

bool is_id(std::string_view text) { return text.size() <= longest_id && is_slug(text); }

std::vector<Mark> marks_of(std::string_view answer) {
    std::vector<Mark> out;
    for (auto at = answer.find('['); at != std::string_view::npos; at = answer.find('[', at + 1)) {
        const auto end = answer.find(']', at);
        if (end == std::string_view::npos) break;
        const auto id = lower_ascii(answer.substr(at + 1, end - at - 1));
        if (is_id(id)) out.push_back({at, end + 1, id});
    }
    return out;
}

// Words by their stems, and numbers.
std::set<std::u32string> words_of(std::string_view text) {
    std::set<std::u32string> out;
    std::u32string word;
    bool number = false;
    const auto end_word = [&] {
        if (number) out.insert(word);
        else if (word.size() >= shortest_word) out.insert(word.substr(0, stem_letters));
        word.clear();
        number = false;
    };
    for (const auto c : code_points(folded(text))) {
        if (!is_letter(c) && !is_digit(c)) {
            end_word();
            continue;
        }
        number = number || is_digit(c);
        word += c;
    }
    end_word();
    return out;
}

// The last sentence of what stands before a mark.
std::string_view last_sentence(std::string_view text) {
    const auto is_end = [](char c) { return c == '.' || c == '!' || c == '?'; };
    text = trim(text);
    while (!text.empty() && is_end(text.back())) text = trim(text.substr(0, text.size() - 1));
    for (std::size_t i = text.size(); i > 1; --i) {
        const bool stop = is_end(text[i - 2]) && (text[i - 1] == ' ' || text[i - 1] == '\n');
        if (stop || text[i - 1] == '\n') return text.substr(i);
    }
    return text;
}

bool side_by_side(std::string_view between) {
    return std::ranges::all_of(between, [](char c) { return c == ' ' || c == ',' || c == ';'; });
}

double share_in(const std::set<std::u32string>& claim, const std::set<std::u32string>& source) {
    if (claim.empty()) return 0;
    const auto found = std::ranges::count_if(claim, [&](const auto& word) { return source.contains(word); });
    return static_cast<double>(found) / static_cast<double>(claim.size());
}

}  // namespace

QuoteCheck check_quotes(std::string_view answer, const std::vector<blueprint::GoldSource>& sources) {
    QuoteCheck out;
    const auto marks = marks_of(answer);
    std::size_t before = 0;
    for (std::size_t i = 0; i < marks.size();) {
        const auto claim = last_sentence(answer.substr(before, marks[i].begin - before));
        std::set<std::u32string> cited;
        std::size_t k = i;
        do {
            const auto source = std::ranges::find(sources, marks[k].id, &blueprint::GoldSource::id);
            if (source != sources.end()) {
                ++out.citations;
                cited.merge(words_of(source->text));
            } else if (out.unknown.empty()) {
                out.unknown = marks[k].id;
            }
            before = marks[k].end;
            ++k;
        } while (k < marks.size() && side_by_side(answer.substr(before, marks[k].begin - before)));
        const auto share = share_in(words_of(claim), cited);
        if (i == 0 || share < out.least) {
            out.least = share;
            out.least_claim = std::string(claim);
        }
        i = k;
    }
    return out;
}

}  // namespace kireise::lab
