#include "formats/document.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace kireise::formats {
namespace {

Result<> check_text(std::string_view text, std::string_view where) {
    if (is_utf8(text)) return {};
    return fail(ErrorKind::invalid, fmt::format("{} is not UTF-8 text.", where));
}

Result<> check_runs(const Runs& runs, std::string_view where) {
    for (const auto& run : runs) {
        TRY(check_text(run.text, where));
        TRY(check_text(run.link, where));
    }
    return {};
}

Result<> check_blocks(const Blocks& blocks, int depth);

Result<> check_part(const Heading& heading, int) {
    if (heading.level < 1 || heading.level > 6) {
        return fail(ErrorKind::invalid, fmt::format("The heading \"{}\" has level {}; 1 to 6 are possible.", heading.text, heading.level));
    }
    TRY(check_text(heading.text, "A heading"));
    return check_text(heading.number, "The number of a heading");
}

Result<> check_part(const Paragraph& part, int) { return check_runs(part.runs, "A paragraph"); }

Result<> check_part(const List& list, int depth) {
    if (depth >= list_depth) {
        return fail(ErrorKind::invalid, fmt::format("A list nests deeper than {} levels; make it flatter.", list_depth));
    }
    for (const auto& item : list.items) TRY(check_blocks(item, depth + 1));
    return {};
}

Result<> check_part(const Table& table, int) {
    TRY(check_text(table.caption, "The caption of a table"));
    const auto columns = table.header.size();
    const auto refuse = [&](std::string_view what) {
        return fail(ErrorKind::invalid, fmt::format("The table \"{}\" {}.", table.caption, what));
    };
    if (columns == 0) return refuse("has no header row; name its columns");
    for (const auto& cell : table.header) TRY(check_runs(cell, "A table header"));
    for (const auto& row : table.rows) {
        if (row.size() != columns) return refuse(fmt::format("has {} columns but a row of {} cells", columns, row.size()));
        for (const auto& cell : row) TRY(check_runs(cell, "A table cell"));
    }
    const bool widths_fit = table.widths.empty() || table.widths.size() == columns;
    if (!widths_fit || !std::ranges::all_of(table.widths, [](double width) { return std::isfinite(width) && width > 0; })) {
        return refuse(fmt::format("needs {} positive column widths, or none", columns));
    }
    if (!table.align.empty() && table.align.size() != columns) return refuse(fmt::format("needs {} alignments, or none", columns));
    return {};
}

Result<> check_part(const Note& note, int depth) {
    TRY(check_text(note.title, "The title of a note"));
    return check_blocks(note.blocks, depth);
}

Result<> check_part(const PageBreak&, int) { return {}; }

Result<> check_blocks(const Blocks& blocks, int depth) {
    for (const auto& block : blocks) {
        TRY(std::visit([&](const auto& part) { return check_part(part, depth); }, block.content));
    }
    return {};
}

}  // namespace

Runs plain(std::string text) { return {TextRun{std::move(text)}}; }

Paragraph paragraph(std::string text) { return {plain(std::move(text))}; }

Table text_table(const std::vector<std::string>& header, std::vector<double> widths, std::size_t numeric_from) {
    Table out;
    for (const auto& title : header) out.header.push_back(plain(title));
    out.widths = std::move(widths);
    for (std::size_t i = 0; i < header.size(); ++i) out.align.push_back(i >= numeric_from ? Align::end : Align::start);
    return out;
}

void add_row(Table& table, const std::vector<std::string>& cells, bool bold) {
    std::vector<Runs> row;
    for (const auto& cell : cells) row.push_back({TextRun{.text = cell, .bold = bold}});
    table.rows.push_back(std::move(row));
}

std::string text_of(const Runs& runs) {
    std::string text;
    for (const auto& run : runs) text += run.text;
    return text;
}

Result<> check(const Document& document) {
    if (trim(document.title).empty()) return fail(ErrorKind::invalid, "The document has no title; give it one.");
    for (const auto& text : {document.title, document.subject, document.author, document.version}) {
        TRY(check_text(text, "Title, subject, organisation or version of the document"));
    }
    return check_blocks(document.blocks, 0);
}

}  // namespace kireise::formats
