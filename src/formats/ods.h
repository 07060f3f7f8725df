#pragma once
// Tables as an OpenDocument spreadsheet (ODF 1.3, OASIS) that a town or a funding body can go on calculating with.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace kireise::formats {

struct Euro {
    std::int64_t cents = 0;
    friend bool operator==(const Euro&, const Euro&) = default;
};
struct Percentage {
    std::int64_t basis_points = 0;  // hundredths of a percent
    friend bool operator==(const Percentage&, const Percentage&) = default;
};

struct SheetCell {
    using Value = std::variant<std::monostate, std::string, Euro, Percentage, Date, double>;  // a double is finite

    Value value = {};
    std::string formula = {};  // OpenFormula without "of:=": "SUM([.C3:.C9])"; `value` is then its result
    bool bold = false;
};

struct SheetColumn {
    std::string title;
    double width_cm = 3;  // 0.5 to 26
};

struct Sheet {
    std::string name;                 // on its tab; at most 31 characters without [ ] * ? : / \ and '
    std::vector<std::string> titles;  // lines above the table; the first is set large
    std::vector<SheetColumn> columns;
    std::vector<std::vector<SheetCell>> rows;  // each as wide as the columns

    // The row of the spreadsheet, from 1, in which rows[index] stands: below titles and header.
    [[nodiscard]] std::size_t row_number(std::size_t index) const { return titles.size() + index + 2; }
};

struct Workbook {
    std::string title, author;
    std::string lang = "de";
    std::optional<Date> date = std::nullopt;
    std::vector<Sheet> sheets;
};

// "B7" for column 1 (from 0), row 7 (from 1).
[[nodiscard]] std::string cell_name(std::size_t column, std::size_t row);
// The sum of rows[first] to rows[last] of a column of this sheet, as a formula.
[[nodiscard]] std::string sum_formula(const Sheet& sheet, std::size_t column, std::size_t first, std::size_t last);

// Bytes of the .ods: A4 landscape, the header frozen on screen and repeated on every printed page, sheet name and page number below. The
// same workbook gives the same bytes. invalid, with a sentence that names the place: no sheet, a name that is not allowed or comes twice, a
// row of another width, text that is not UTF-8.
[[nodiscard]] Result<std::string> to_ods(const Workbook& workbook);

}  // namespace kireise::formats
