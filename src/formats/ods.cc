#include "formats/ods.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "base/zip.h"
#include "formats/ods_parts.h"
#include "formats/odt_xml.h"

namespace kireise::formats {
namespace {

bool is_sheet_name(std::string_view name) {
    return !name.empty() && is_utf8(name) && characters(name) <= 31 && name.find_first_of("[]*?:/\\'") == std::string_view::npos;
}

Result<> check_row(const Sheet& sheet, std::size_t index) {
    const auto& row = sheet.rows[index];
    if (row.size() != sheet.columns.size()) {
        return fail(ErrorKind::invalid, fmt::format("Sheet \"{}\", row {}: {} cells, but the sheet has {} columns.", sheet.name, index + 1,
                                                    row.size(), sheet.columns.size()));
    }
    for (const auto& cell : row) {
        const auto* text = std::get_if<std::string>(&cell.value);
        if (text != nullptr && !is_utf8(*text))
            return fail(ErrorKind::invalid, fmt::format("Sheet \"{}\", row {}: a text is not UTF-8.", sheet.name, index + 1));
        const auto* number = std::get_if<double>(&cell.value);
        if (number != nullptr && !std::isfinite(*number))
            return fail(ErrorKind::invalid, fmt::format("Sheet \"{}\", row {}: a number is not finite.", sheet.name, index + 1));
    }
    return {};
}

Result<> check_sheet(const Sheet& sheet) {
    if (!is_sheet_name(sheet.name)) return fail(ErrorKind::invalid, fmt::format("\"{}\" cannot be the name of a sheet.", sheet.name));
    if (sheet.columns.empty()) return fail(ErrorKind::invalid, fmt::format("Sheet \"{}\" has no columns.", sheet.name));
    const auto bad_text = [](const std::string& text) { return !is_utf8(text); };
    const bool bad_title = std::ranges::any_of(sheet.titles, bad_text) || std::ranges::any_of(sheet.columns, bad_text, &SheetColumn::title);
    if (bad_title) return fail(ErrorKind::invalid, fmt::format("Sheet \"{}\": a title is not UTF-8.", sheet.name));
    for (const auto& column : sheet.columns) {
        if (!(column.width_cm >= 0.5 && column.width_cm <= 26))
            return fail(ErrorKind::invalid,
                        fmt::format("Sheet \"{}\": the width of \"{}\" is not 0.5 to 26 cm.", sheet.name, column.title));
    }
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) TRY(check_row(sheet, i));
    return {};
}

Result<> check(const Workbook& workbook) {
    if (workbook.sheets.empty()) return fail(ErrorKind::invalid, "The workbook has no sheet.");
    if (!is_utf8(workbook.title) || !is_utf8(workbook.author))
        return fail(ErrorKind::invalid, "The workbook's title or author is not UTF-8.");
    std::set<std::string> names;
    for (const auto& sheet : workbook.sheets) {
        TRY(check_sheet(sheet));
        if (!names.insert(sheet.name).second) return fail(ErrorKind::invalid, fmt::format("Two sheets have the name \"{}\".", sheet.name));
    }
    return {};
}

}  // namespace

std::string cell_name(std::size_t column, std::size_t row) {
    std::string letters;
    for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters + std::to_string(row);
}

std::string sum_formula(const Sheet& sheet, std::size_t column, std::size_t first, std::size_t last) {
    return fmt::format("SUM([.{}:.{}])", cell_name(column, sheet.row_number(first)), cell_name(column, sheet.row_number(last)));
}

Result<std::string> to_ods(const Workbook& workbook) {
    TRY(check(workbook));
    const Instant when = workbook.date ? std::chrono::sys_days(*workbook.date) : std::chrono::sys_days();
    return write_zip(
        {{"mimetype", ods::mime_type, true},
         {"META-INF/manifest.xml", odt::manifest_xml(ods::mime_type, {"content.xml", "styles.xml", "meta.xml", "settings.xml"})},
         {"meta.xml", ods::meta_xml(workbook)},
         {"settings.xml", ods::settings_xml(workbook)},
         {"styles.xml", ods::styles_xml(workbook)},
         {"content.xml", ods::content_xml(workbook)}},
        when);
}

}  // namespace kireise::formats
