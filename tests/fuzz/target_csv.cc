#include <algorithm>

#include "base/csv.h"
#include "fuzz.h"

namespace kireise::fuzz {

// Rows are as wide as the first one, and what was written reads as the same again, but for the ' before what would be a formula.
void fuzz_csv(std::string_view input) {
    constexpr char separators[] = {',', ';', '\t'};
    const char separator = separators[take_byte(input) % 3];
    const auto rows = parse_csv(input, separator, {.rows = 1000, .columns = 20});
    if (!rows || rows->empty()) return;
    if (rows->front().front().starts_with("\xef\xbb\xbf")) return;  // would be taken for a byte order mark
    std::string written;
    for (const auto& row : *rows) {
        require(row.size() == rows->front().size() && row.size() <= 20, "rows of different width");
        written += csv_line(row, separator);
    }
    const auto again = parse_csv(written, separator, {.rows = 1000, .columns = 20});
    require(again.has_value(), "written CSV is not CSV");
    for (std::size_t i = 0; i < again->size(); ++i) {
        for (std::size_t j = 0; j < (*again)[i].size(); ++j) {
            const auto& before = (*rows)[i][j];
            const auto& after = (*again)[i][j];
            require(after == before || after == "'" + before, "written CSV reads as something else");
        }
    }
}

}  // namespace kireise::fuzz
