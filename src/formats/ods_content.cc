#include <fmt/core.h>

#include <algorithm>

#include "formats/ods_parts.h"
#include "formats/odt_labels.h"
#include "formats/odt_xml.h"

namespace kireise::formats::ods {
namespace {

using odt::add;
using odt::set;

std::string decimal(std::int64_t hundredths, int decimals) {
    const auto size = hundredths < 0 ? -hundredths : hundredths;
    const std::int64_t unit = decimals == 2 ? 100 : 10'000;
    return fmt::format("{}{}.{:0{}}", hundredths < 0 ? "-" : "", size / unit, size % unit, decimals);
}

void add_number_styles(pugi::xml_node styles, const std::string& lang) {
    const auto [language, country] = odt::locale_of(lang);
    auto currency =
        add(styles, "number:currency-style", {{"style:name", "NEuro"}, {"number:language", language}, {"number:country", country}});
    const auto add_number = [](pugi::xml_node style, const char* grouping) {
        add(style, "number:number",
            {{"number:decimal-places", "2"},
             {"number:min-decimal-places", "2"},
             {"number:min-integer-digits", "1"},
             {"number:grouping", grouping}});
    };
    add_number(currency, "true");
    add(currency, "number:text").text().set("\u00a0");
    add(currency, "number:currency-symbol", {{"number:language", language}, {"number:country", country}}).text().set("€");
    auto percent =
        add(styles, "number:percentage-style", {{"style:name", "NPercent"}, {"number:language", language}, {"number:country", country}});
    add_number(percent, "false");
    add(percent, "number:text").text().set("\u00a0%");
    auto date = add(styles, "number:date-style", {{"style:name", "NDate"}, {"number:language", language}, {"number:country", country}});
    add(date, "number:day", {{"number:style", "long"}});
    add(date, "number:text").text().set(".");
    add(date, "number:month", {{"number:style", "long"}});
    add(date, "number:text").text().set(".");
    add(date, "number:year", {{"number:style", "long"}});
}

void add_cell_style(pugi::xml_node styles, const char* name, const char* data_style, bool bold) {
    auto style = add(
        styles, "style:style",
        {{"style:name", bold ? std::string(name) + "Bold" : name}, {"style:family", "table-cell"}, {"style:parent-style-name", "Default"}});
    if (*data_style != '\0') set(style, "style:data-style-name", data_style);
    auto cell = add(style, "style:table-cell-properties", {{"fo:wrap-option", "wrap"}, {"style:vertical-align", "top"}});
    if (bold) set(cell, "fo:border-top", "0.5pt solid #000000");
    const bool number = std::string_view(name) == "Euro" || std::string_view(name) == "Percent" || std::string_view(name) == "Number";
    add(style, "style:paragraph-properties", {{"fo:text-align", number ? "end" : "start"}});
    if (bold) add(style, "style:text-properties", {{"fo:font-weight", "bold"}});
}

void add_styles(pugi::xml_node styles, const Workbook& workbook) {
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
        const auto& columns = workbook.sheets[i].columns;
        for (std::size_t k = 0; k < columns.size(); ++k) {
            auto style =
                add(styles, "style:style", {{"style:name", fmt::format("co{}-{}", i + 1, k + 1)}, {"style:family", "table-column"}});
            add(style, "style:table-column-properties", {{"style:column-width", fmt::format("{:.2f}cm", columns[k].width_cm)}});
        }
    }
    add(add(styles, "style:style", {{"style:name", "ro1"}, {"style:family", "table-row"}}), "style:table-row-properties",
        {{"style:use-optimal-row-height", "true"}});
    add(add(styles, "style:style", {{"style:name", "ta1"}, {"style:family", "table"}, {"style:master-page-name", "Standard"}}),
        "style:table-properties", {{"table:display", "true"}});
    add_number_styles(styles, workbook.lang);
    for (const bool bold : {false, true}) {
        add_cell_style(styles, "Text", "", bold);
        add_cell_style(styles, "Euro", "NEuro", bold);
        add_cell_style(styles, "Percent", "NPercent", bold);
        add_cell_style(styles, "Date", "NDate", bold);
        add_cell_style(styles, "Number", "", bold);
    }
}

struct CellWriter {
    pugi::xml_node node;

    void operator()(std::monostate) const {}
    void operator()(const std::string& text) const {
        set(node, "office:value-type", "string");
        odt::add_text(add(node, "text:p"), text);
    }
    void operator()(Euro euro) const {
        set(node, "office:value-type", "currency");
        set(node, "office:currency", "EUR");
        set(node, "office:value", decimal(euro.cents, 2));
    }
    void operator()(Percentage percent) const {
        set(node, "office:value-type", "percentage");
        set(node, "office:value", decimal(percent.basis_points, 4));
    }
    void operator()(Date date) const {
        set(node, "office:value-type", "date");
        set(node, "office:date-value", to_string(date));
    }
    void operator()(double number) const {
        set(node, "office:value-type", "float");
        set(node, "office:value", fmt::format("{}", number));
    }
};

const char* style_of(const SheetCell& cell) {
    static constexpr const char* plain[] = {"Text", "Text", "Euro", "Percent", "Date", "Number"};
    static constexpr const char* bold[] = {"TextBold", "TextBold", "EuroBold", "PercentBold", "DateBold", "NumberBold"};
    return (cell.bold ? bold : plain)[cell.value.index()];
}

void add_cell(pugi::xml_node row, const SheetCell& cell) {
    auto node = add(row, "table:table-cell", {{"table:style-name", style_of(cell)}});
    if (!cell.formula.empty()) set(node, "table:formula", "of:=" + cell.formula);
    std::visit(CellWriter{node}, cell.value);
}

pugi::xml_node add_row(pugi::xml_node table) { return add(table, "table:table-row", {{"table:style-name", "ro1"}}); }

void add_text_cell(pugi::xml_node row, const std::string& text, const char* style) {
    auto node = add(row, "table:table-cell", {{"table:style-name", style}, {"office:value-type", "string"}});
    odt::add_text(add(node, "text:p"), text);
}

// Its title then stands above the digits.
bool holds_numbers(const Sheet& sheet, std::size_t column) {
    return std::ranges::any_of(sheet.rows, [&](const auto& row) {
        const auto& value = row[column].value;
        return std::holds_alternative<Euro>(value) || std::holds_alternative<Percentage>(value) || std::holds_alternative<double>(value);
    });
}

void add_sheet(pugi::xml_node spreadsheet, const Sheet& sheet, std::size_t number) {
    auto table = add(spreadsheet, "table:table", {{"table:name", sheet.name}, {"table:style-name", "ta1"}});
    for (std::size_t k = 0; k < sheet.columns.size(); ++k) {
        add(table, "table:table-column",
            {{"table:style-name", fmt::format("co{}-{}", number, k + 1)}, {"table:default-cell-style-name", "Default"}});
    }
    for (const auto& title : sheet.titles)
        add_text_cell(add_row(table), title, &title == &sheet.titles.front() ? "SheetTitle" : "SheetNote");
    auto header = add_row(add(table, "table:table-header-rows"));
    for (std::size_t k = 0; k < sheet.columns.size(); ++k)
        add_text_cell(header, sheet.columns[k].title, holds_numbers(sheet, k) ? "SheetHeaderEnd" : "SheetHeader");
    for (const auto& cells : sheet.rows) {
        auto row = add_row(table);
        for (const auto& cell : cells) add_cell(row, cell);
    }
}

}  // namespace

std::string content_xml(const Workbook& workbook) {
    pugi::xml_document xml;
    auto root = odt::add_root(xml, "office:document-content");
    set(root, "xmlns:number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0");
    set(root, "xmlns:of", "urn:oasis:names:tc:opendocument:xmlns:of:1.2");
    add_styles(add(root, "office:automatic-styles"), workbook);
    auto spreadsheet = add(add(root, "office:body"), "office:spreadsheet");
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i) add_sheet(spreadsheet, workbook.sheets[i], i + 1);
    return odt::to_xml(xml);
}

}  // namespace kireise::formats::ods
