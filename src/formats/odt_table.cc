#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "formats/odt_style_sheet.h"
#include "formats/odt_writer.h"
#include "formats/odt_xml.h"

namespace kireise::formats::odt {
namespace {

struct Extent {  // of the cells of a column, in letters
    double word = 0;
    double cell = 0;
};

void grow(Extent& extent, const Runs& runs) {
    double cell = 0;
    double word = 0;
    for (const unsigned char c : text_of(runs)) {
        if ((c & 0xC0U) == 0x80U) continue;  // inside a UTF-8 sequence
        ++cell;
        word = c == ' ' || c == '-' || c == '\n' ? 0 : word + 1;
        extent.word = std::max(extent.word, word);
    }
    extent.cell = std::max(extent.cell, cell);
}

// A column gets what its longest word needs, and shares the rest by its longest cell, in centimetres.
std::vector<double> widths_from_content(const Table& table) {
    constexpr double letter_cm = 0.18;  // bold 9.5 pt, on the wide side
    constexpr double padding_cm = 0.4;
    constexpr double longest_cell = 60;
    std::vector<double> widths;
    std::vector<double> wishes;
    for (std::size_t column = 0; column < table.header.size(); ++column) {
        Extent extent;
        grow(extent, table.header[column]);
        for (const auto& row : table.rows) grow(extent, row[column]);
        widths.push_back(std::min(extent.word * letter_cm, 6.0) + padding_cm);
        wishes.push_back(std::min(extent.cell, longest_cell) * letter_cm + padding_cm - widths.back());
    }
    const double rest = text_width_cm - std::accumulate(widths.begin(), widths.end(), 0.0);
    const double wished = std::accumulate(wishes.begin(), wishes.end(), 0.0);
    if (rest <= 0 || wished <= 0) return widths;
    for (std::size_t column = 0; column < widths.size(); ++column) widths[column] += rest * std::max(wishes[column], 0.0) / wished;
    return widths;
}

void add_table_style(Writer& writer, const std::string& name) {
    auto style = add(writer.automatic_styles, "style:style", {{"style:name", name}, {"style:family", "table"}});
    auto properties =
        add(style, "style:table-properties",
            {{"style:width", fmt::format("{:.2f}cm", text_width_cm)}, {"table:align", "margins"}, {"table:border-model", "collapsing"}});
    if (writer.page_break) set(properties, "fo:break-before", "page");
    writer.page_break = false;
}

void add_columns(Writer& writer, pugi::xml_node node, const std::string& name, const Table& table) {
    const auto weights = table.widths.empty() ? widths_from_content(table) : table.widths;
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t column = 0; column < weights.size(); ++column) {
        const auto column_name = fmt::format("{}.{}", name, column + 1);
        const double share = weights[column] / sum;
        auto style = add(writer.automatic_styles, "style:style", {{"style:name", column_name}, {"style:family", "table-column"}});
        add(style, "style:table-column-properties",
            {{"style:column-width", fmt::format("{:.3f}cm", share * text_width_cm)},
             {"style:rel-column-width", fmt::format("{:.0f}*", share * 65535)}});
        add(node, "table:table-column", {{"table:style-name", column_name}});
    }
}

// Styles for cells and rows, once per document.
void add_shared_styles(Writer& writer) {
    if (writer.tables != 0) return;
    const auto cell = [&](const char* name, std::string_view bottom, std::string_view top, std::string_view colour) {
        auto style = add(writer.automatic_styles, "style:style", {{"style:name", name}, {"style:family", "table-cell"}});
        auto properties = add(style, "style:table-cell-properties",
                              {{"fo:padding", "0.14cm"},
                               {"fo:border-left", "none"},
                               {"fo:border-right", "none"},
                               {"fo:border-top", top},
                               {"fo:border-bottom", bottom}});
        if (!colour.empty()) set(properties, "fo:background-color", colour);
    };
    cell("Kopfzelle", "1pt solid #12395b", "1pt solid #12395b", "#e6eef5");
    cell("Zelle", "0.5pt solid #c3cdd6", "none", "");
    cell("Schlusszelle", "1pt solid #12395b", "none", "");
    auto row = add(writer.automatic_styles, "style:style", {{"style:name", "Zeile"}, {"style:family", "table-row"}});
    add(row, "style:table-row-properties", {{"fo:keep-together", "always"}});
    for (const auto* base : {"Table_20_Heading", "Table_20_Contents"}) {
        for (const auto* align : {"center", "end"}) {
            auto style =
                add(writer.automatic_styles, "style:style",
                    {{"style:name", fmt::format("{}_{}", base, align)}, {"style:family", "paragraph"}, {"style:parent-style-name", base}});
            add(style, "style:paragraph-properties", {{"fo:text-align", align}});
        }
    }
}

std::string aligned(std::string_view style, const Table& table, std::size_t column) {
    const auto align = table.align.empty() ? Align::start : table.align[column];
    if (align == Align::start) return std::string(style);
    return fmt::format("{}_{}", style, align == Align::center ? "center" : "end");
}

void add_row(pugi::xml_node node, const Table& table, const std::vector<Runs>& cells, const char* cell_style, std::string_view text_style) {
    auto row = add(node, "table:table-row", {{"table:style-name", "Zeile"}});
    for (std::size_t column = 0; column < cells.size(); ++column) {
        auto cell = add(row, "table:table-cell", {{"table:style-name", cell_style}, {"office:value-type", "string"}});
        add_runs(add(cell, "text:p", {{"text:style-name", aligned(text_style, table, column)}}), cells[column]);
    }
}

void add_caption(Writer& writer, pugi::xml_node body, std::string_view caption) {
    const int number = ++writer.captions;
    auto line = add(body, "text:p", {{"text:style-name", take_style(writer, "Table")}});
    add_text(line, std::string(writer.labels.table) + "\u00a0");
    add(line, "text:sequence",
        {{"text:ref-name", fmt::format("refTable{}", number - 1)},
         {"text:name", "Table"},
         {"text:formula", "ooow:Table+1"},
         {"style:num-format", "1"}})
        .text()
        .set(number);
    add_text(line, ": ");
    add_text(line, caption);
}

}  // namespace

void add_table(Writer& writer, pugi::xml_node body, const Table& table) {
    if (!table.caption.empty()) add_caption(writer, body, table.caption);
    add_shared_styles(writer);
    const auto name = fmt::format("Tabelle{}", ++writer.tables);
    add_table_style(writer, name);
    auto node = add(body, "table:table", {{"table:name", name}, {"table:style-name", name}});
    add_columns(writer, node, name, table);
    add_row(add(node, "table:table-header-rows"), table, table.header, "Kopfzelle", "Table_20_Heading");
    for (const auto& row : table.rows) {
        add_row(node, table, row, &row == &table.rows.back() ? "Schlusszelle" : "Zelle", "Table_20_Contents");
    }
    add(body, "text:p", {{"text:style-name", "Tabellenabstand"}});
}

}  // namespace kireise::formats::odt
