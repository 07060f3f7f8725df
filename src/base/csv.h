#pragma once
// CSV after RFC 4180: comma or another separator, quotes doubled, line breaks inside quotes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kireise {

struct CsvLimits {
    std::size_t rows = 1'000'000;
    std::size_t columns = 256;
};

// All rows, the header included. invalid (with line number) for an open quote or a row of another width than the first.
[[nodiscard]] Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text, char separator = ',', CsvLimits limits = {});

// One line with "\r\n"; fields are quoted where needed. Leading = + - @ gets a ' so that no spreadsheet runs it as a formula.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields, char separator = ',');

}  // namespace kireise
