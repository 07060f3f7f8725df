#pragma once
// What the parts of content.xml share while it is written: the tree, the automatic styles, running numbers.

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "formats/document.h"
#include "formats/odt_labels.h"

namespace kireise::formats::odt {

struct Entry {  // of the table of contents
    int level;
    std::string number;
    std::string text;
};

inline constexpr std::size_t headings_for_contents = 6;
inline constexpr int contents_depth = 3;

struct Writer {
    const Document& document;
    const Labels& labels;
    pugi::xml_node automatic_styles;
    std::vector<Entry> entries;  // all headings in order; the n-th has the bookmark heading_mark(n)
    std::map<std::string, std::string> derived = {};
    std::size_t headings = 0;
    int tables = 0;
    int captions = 0;
    int notes = 0;
    bool page_break = false;  // before the next paragraph or table
};

// Headings outside of lists and notes, with the number that a reader sees.
[[nodiscard]] std::vector<Entry> entries_of(const Document& document);
[[nodiscard]] std::string heading_mark(std::size_t index);

// A style derived from `parent` that also starts a new page and, for a heading with its own number, hangs; `parent`
// itself if neither applies. Takes writer.page_break.
[[nodiscard]] std::string take_style(Writer& writer, std::string_view parent, bool hanging = false);

void add_contents(Writer& writer, pugi::xml_node body);
void add_table(Writer& writer, pugi::xml_node body, const Table& table);
void add_blocks(Writer& writer, pugi::xml_node body, const Blocks& blocks);

}  // namespace kireise::formats::odt
