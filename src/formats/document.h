#pragma once
// A document as neutral data: what the rooms map their texts into, and what the file formats are written from.
// Text is UTF-8. "\n" inside a run is a line break; control characters other than "\n" and "\t" are left out by the writers.

#include <concepts>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace kireise::formats {

struct TextRun {
    std::string text;
    bool bold = false;
    bool italic = false;
    bool code = false;
    std::string link = {};  // address, see links.h; the writers keep only those that mean something outside the program

    friend bool operator==(const TextRun&, const TextRun&) = default;
};
using Runs = std::vector<TextRun>;

struct Block;
using Blocks = std::vector<Block>;

struct Heading {
    int level = 1;  // 1..6; the title of the document stands above level 1
    std::string text;
    std::string number = {};  // shown before the text as it is ("§ 3"); empty: Document::numbered decides
};

struct Paragraph {
    Runs runs;  // all of them code: set as a listing
};

struct List {
    bool ordered = false;
    int start = 1;              // number of the first item, if ordered
    std::vector<Blocks> items;  // lists may nest to list_depth
};
inline constexpr int list_depth = 10;

enum class Align { start, center, end };

struct Table {
    std::string caption = {};             // numbered by the writer; empty: neither caption nor number
    std::vector<Runs> header;             // at least one cell; a screen reader announces them
    std::vector<std::vector<Runs>> rows;  // each as wide as the header
    std::vector<double> widths = {};      // relative, positive, one per column; empty: from the content
    std::vector<Align> align = {};        // one per column; empty: start
};

struct Note {  // a box with a remark
    std::string title = {};
    Blocks blocks;
};

struct PageBreak {};

struct Block {
    using Content = std::variant<Heading, Paragraph, List, Table, Note, PageBreak>;
    Content content;

    template <class T>
        requires std::constructible_from<Content, T> && (!std::same_as<std::remove_cvref_t<T>, Block>)
    Block(T part) : content(std::move(part)) {}  // implicit: blocks.push_back(Heading{...})
};

struct Document {
    std::string title;  // not empty: accessible documents have one
    std::string subject = {};
    std::string author = {};   // the organisation
    std::string version = {};  // "1.0.0"
    std::string lang = "de";   // BCP 47: "de", "en", "de-DE"
    std::optional<Date> date = std::nullopt;
    bool numbered = false;  // number headings decimally (1, 1.1, ...) where they bring no number of their own
    Blocks blocks = {};
};

[[nodiscard]] Runs plain(std::string text);
[[nodiscard]] Paragraph paragraph(std::string text);

// A table of plain text: widths as in Table, columns from `numeric_from` on aligned at the end.
[[nodiscard]] Table text_table(const std::vector<std::string>& header, std::vector<double> widths,
                               std::size_t numeric_from = static_cast<std::size_t>(-1));
void add_row(Table& table, const std::vector<std::string>& cells, bool bold = false);

[[nodiscard]] std::string text_of(const Runs& runs);

// invalid, with a sentence that names the place: no title, a level out of range, a table whose rows differ in width or
// that has no header, lists nested too deep, text that is not UTF-8.
[[nodiscard]] Result<> check(const Document& document);

}  // namespace kireise::formats
