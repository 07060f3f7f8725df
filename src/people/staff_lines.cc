#include "people/staff_lines.h"

#include <algorithm>
#include <array>

namespace kireise::people {
namespace {

class Reader {
   public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

    StaffLine line() {
        StaffLine out{.number = number_, .fields = {}};
        for (;;) {
            out.fields.push_back(field(out.broken));
            if (at_end()) return out;
            const char c = text_[at_++];
            if (c == separator_) continue;
            if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
            ++number_;
            return out;
        }
    }

   private:
    [[nodiscard]] bool ends_field(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

    std::string field(bool& broken) {
        if (at_end() || text_[at_] != '"') return plain();
        const auto start = at_;
        std::string out;
        for (++at_; !at_end() && text_[at_] != '\n'; ++at_) {
            if (text_[at_] != '"') {
                out += text_[at_];
                continue;
            }
            const bool doubled = at_ + 1 < text_.size() && text_[at_ + 1] == '"';
            if (!doubled) {
                ++at_;
                if (!at_end() && !ends_field(text_[at_])) broken = true;
                return broken ? out + plain() : out;
            }
            ++at_;
            out += '"';
        }
        // A name has no line breaks: an open quote must not swallow the rest of the file.
        broken = true;
        at_ = start + 1;
        return plain();
    }

    std::string plain() {
        const auto start = at_;
        while (!at_end() && !ends_field(text_[at_])) ++at_;
        return std::string(text_.substr(start, at_ - start));
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t number_ = 1;
};

}  // namespace

std::vector<StaffLine> staff_lines(std::string_view text, char separator, std::size_t limit) {
    std::vector<StaffLine> out;
    Reader reader(text, separator);
    while (!reader.at_end() && out.size() <= limit) {
        auto line = reader.line();
        if (std::ranges::any_of(line.fields, [](const auto& field) { return !field.empty(); })) out.push_back(std::move(line));
    }
    return out;
}

char find_separator(std::string_view text) {
    constexpr std::string_view separators = ";,\t";
    std::array<int, separators.size()> found{};
    bool quoted = false;
    for (const char c : text.substr(0, text.find_first_of("\r\n"))) {
        if (c == '"') quoted = !quoted;
        const auto at = separators.find(c);
        if (!quoted && at != std::string_view::npos) ++found[at];
    }
    return separators[static_cast<std::size_t>(std::ranges::max_element(found) - found.begin())];
}

std::string shown_field(std::string_view text) {
    constexpr std::size_t longest = 60;
    if (text.size() <= longest) return std::string(text);
    auto end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
    return std::string(text.substr(0, end)) + "…";
}

}  // namespace kireise::people
