#pragma once
// Lines of a CSV file, one by one: a broken one does not spoil the others.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kireise::people {

struct StaffLine {
    std::size_t number = 0;  // of its first line in the file
    std::vector<std::string> fields;
    bool broken = false;  // an open quote or text behind a closing one
};

// Empty lines are left out. At most `limit` + 1 lines are read.
[[nodiscard]] std::vector<StaffLine> staff_lines(std::string_view text, char separator, std::size_t limit);

// The one of ; , tab that stands most often in the first line, outside quotes.
[[nodiscard]] char find_separator(std::string_view text);

// A field in the report of what was not understood: whole characters of its first 60 bytes, and "…" where more stands there.
[[nodiscard]] std::string shown_field(std::string_view text);

}  // namespace kireise::people
