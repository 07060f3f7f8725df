#include "policy/markdown_text.h"

#include "base/text.h"
#include "formats/markdown.h"

namespace kireise::policy {
namespace {

using namespace formats;

bool is_ascii_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

void add_line(std::string& out, std::string_view prefix, std::string_view text) {
    if (!out.empty()) out += '\n';
    out += prefix;
    out += replace_all(std::string(text), "\n", " ");
}

void add_blocks(std::string& out, const Blocks& blocks, std::string prefix);

void add_list(std::string& out, const List& list) {
    int number = list.start;
    for (const auto& item : list.items) add_blocks(out, item, list.ordered ? std::to_string(number++) + ". " : "- ");
}

void add_table(std::string& out, const Table& table) {
    auto rows = table.rows;
    rows.insert(rows.begin(), table.header);
    for (const auto& row : rows) {
        std::vector<std::string> cells;
        for (const auto& cell : row) cells.push_back(text_of(cell));
        add_line(out, "", join(cells, " | "));
    }
}

void add_blocks(std::string& out, const Blocks& blocks, std::string prefix) {
    for (const auto& block : blocks) {
        if (const auto* heading = std::get_if<Heading>(&block.content)) add_line(out, prefix, heading->text);
        else if (const auto* paragraph = std::get_if<Paragraph>(&block.content)) add_line(out, prefix, text_of(paragraph->runs));
        else if (const auto* list = std::get_if<List>(&block.content)) add_list(out, *list);
        else if (const auto* table = std::get_if<Table>(&block.content)) add_table(out, *table);
        else if (const auto* note = std::get_if<Note>(&block.content)) add_blocks(out, note->blocks, prefix);
        prefix.clear();
    }
}

}  // namespace

std::string escape_markdown(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_ascii_punctuation(c)) out += '\\';
        out += c;
    }
    return out;
}

std::string plain_text(std::string_view markdown) {
    std::string out;
    add_blocks(out, to_blocks(markdown), "");
    return out;
}

}  // namespace kireise::policy
