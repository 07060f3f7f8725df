#include "base/csv.h"

#include <fmt/core.h>

namespace kireise {
namespace {

class Reader {
   public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
    [[nodiscard]] std::size_t line() const { return line_; }

    Result<std::vector<std::string>> row() {
        std::vector<std::string> fields;
        for (;;) {
            fields.push_back(TRY(field()));
            if (at_end()) return fields;
            const char c = text_[at_++];
            if (c == separator_) continue;
            if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
            ++line_;
            return fields;
        }
    }

   private:
    Result<std::string> field() {
        if (at_end() || text_[at_] != '"') return plain();
        const auto opened_at = line_;
        std::string out;
        for (++at_; !at_end(); ++at_) {
            if (text_[at_] == '\n') ++line_;
            if (text_[at_] != '"') {
                out += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                out += text_[++at_];
            } else {
                ++at_;
                if (at_end() || ends_field(text_[at_])) return out;
                return fail(ErrorKind::invalid,
                            fmt::format("CSV line {}: text after the closing quote; double quotes inside a field.", line_));
            }
        }
        return fail(ErrorKind::invalid, fmt::format("CSV line {}: the quote is never closed.", opened_at));
    }

    std::string plain() {
        const auto start = at_;
        while (!at_end() && !ends_field(text_[at_])) ++at_;
        return std::string(text_.substr(start, at_ - start));
    }

    [[nodiscard]] bool ends_field(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

bool looks_like_formula(std::string_view field) {
    return !field.empty() && std::string_view("=+-@\t\r").find(field.front()) != std::string_view::npos;
}

}  // namespace

Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text, char separator, CsvLimits limits) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    std::vector<std::vector<std::string>> rows;
    Reader reader(text, separator);
    while (!reader.at_end()) {
        const auto line = reader.line();
        auto row = TRY(reader.row());
        if (row.size() == 1 && row.front().empty()) continue;
        if (row.size() > limits.columns)
            return fail(ErrorKind::too_large, fmt::format("CSV line {}: more than {} columns.", line, limits.columns));
        if (rows.size() == limits.rows) return fail(ErrorKind::too_large, fmt::format("The CSV file has more than {} rows.", limits.rows));
        if (!rows.empty() && row.size() != rows.front().size()) {
            return fail(ErrorKind::invalid,
                        fmt::format("CSV line {}: {} fields, but the first line has {}.", line, row.size(), rows.front().size()));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string csv_line(const std::vector<std::string>& fields, char separator) {
    std::string out;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += separator;
        const auto field = looks_like_formula(fields[i]) ? "'" + fields[i] : fields[i];
        if (field.find_first_of(std::string("\"\r\n") + separator) == std::string::npos) {
            out += field;
            continue;
        }
        out += '"';
        for (const char c : field) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    }
    return out + "\r\n";
}

}  // namespace kireise
