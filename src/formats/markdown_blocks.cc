#include <cmark-gfm-core-extensions.h>

#include <algorithm>

#include "base/text.h"
#include "formats/markdown.h"
#include "formats/markdown_tree.h"

namespace kireise::formats {
namespace {

std::string_view text_or_empty(const char* text) { return text == nullptr ? std::string_view{} : text; }

std::string_view type_of(cmark_node* node) { return cmark_node_get_type_string(node); }

template <class Visit>
void for_each_child(cmark_node* node, const Visit& visit) {
    for (auto* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child)) visit(child);
}

struct FreeIterator {
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

// Collects the text below one node. Not recursive: foreign text may nest thousands deep.
class RunCollector {
   public:
    Runs collect(cmark_node* root) {
        const std::unique_ptr<cmark_iter, FreeIterator> iterator{cmark_iter_new(root)};
        for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE; event = cmark_iter_next(iterator.get())) {
            visit(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
        }
        return std::move(runs_);
    }

   private:
    void visit(cmark_node* node, bool enter) {
        const auto type = cmark_node_get_type(node);
        if (type == CMARK_NODE_STRONG) bold_ += enter ? 1 : -1;
        else if (type == CMARK_NODE_EMPH) italic_ += enter ? 1 : -1;
        else if (type == CMARK_NODE_LINK) link_ = enter ? text_or_empty(cmark_node_get_url(node)) : std::string_view{};
        else if (enter) add_leaf(node, type);
    }

    void add_leaf(cmark_node* node, cmark_node_type type) {
        if (type == CMARK_NODE_TEXT) add(text_or_empty(cmark_node_get_literal(node)), false);
        else if (type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK) add(text_or_empty(cmark_node_get_literal(node)), true);
        else if (type == CMARK_NODE_SOFTBREAK) add(" ", false);
        else if (type == CMARK_NODE_LINEBREAK) add("\n", false);
    }

    void add(std::string_view text, bool code) {
        TextRun run{"", bold_ > 0, italic_ > 0, code, std::string(link_)};
        if (!runs_.empty()) {
            run.text = runs_.back().text;
            if (run == runs_.back()) {
                runs_.back().text += text;
                return;
            }
        }
        run.text = text;
        runs_.push_back(std::move(run));
    }

    Runs runs_;
    int bold_ = 0;
    int italic_ = 0;
    std::string_view link_;
};

Runs runs_of(cmark_node* node) { return RunCollector{}.collect(node); }

Align align_of(std::uint8_t letter) {
    if (letter == 'c') return Align::center;
    return letter == 'r' ? Align::end : Align::start;
}

Table table_of(cmark_node* node) {
    Table table;
    for_each_child(node, [&](cmark_node* row) {
        std::vector<Runs> cells;
        for_each_child(row, [&](cmark_node* cell) { cells.push_back(runs_of(cell)); });
        if (cmark_gfm_extensions_get_table_row_is_header(row) != 0) table.header = std::move(cells);
        else table.rows.push_back(std::move(cells));
    });
    for (auto& row : table.rows) row.resize(table.header.size());
    const auto* letters = cmark_gfm_extensions_get_table_alignments(node);
    const bool all_start = std::all_of(letters, letters + table.header.size(), [](auto c) { return align_of(c) == Align::start; });
    if (!all_start) std::transform(letters, letters + table.header.size(), std::back_inserter(table.align), align_of);
    return table;
}

Blocks blocks_of(cmark_node* parent, int depth);

List list_of(cmark_node* node, int depth) {
    const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    List list{ordered, ordered ? cmark_node_get_list_start(node) : 1, {}};
    for_each_child(node, [&](cmark_node* item) { list.items.push_back(blocks_of(item, depth + 1)); });
    return list;
}

Paragraph listing_of(cmark_node* node) {
    auto text = text_or_empty(cmark_node_get_literal(node));
    if (text.ends_with('\n')) text.remove_suffix(1);
    return {{TextRun{.text = std::string(text), .code = true}}};
}

void add_block(Blocks& blocks, cmark_node* node, int depth) {
    const auto type = cmark_node_get_type(node);
    const bool nests = type == CMARK_NODE_LIST || type == CMARK_NODE_BLOCK_QUOTE;
    if (nests && depth >= list_depth) blocks.push_back(Paragraph{runs_of(node)});
    else if (type == CMARK_NODE_LIST) blocks.push_back(list_of(node, depth));
    else if (type == CMARK_NODE_BLOCK_QUOTE) blocks.push_back(Note{"", blocks_of(node, depth + 1)});
    else if (type == CMARK_NODE_HEADING) blocks.push_back(Heading{cmark_node_get_heading_level(node), text_of(runs_of(node))});
    else if (type == CMARK_NODE_CODE_BLOCK) blocks.push_back(listing_of(node));
    else if (type_of(node) == "table") blocks.push_back(table_of(node));
    else if (auto runs = runs_of(node); !runs.empty()) blocks.push_back(Paragraph{std::move(runs)});
}

Blocks blocks_of(cmark_node* parent, int depth) {
    Blocks blocks;
    for_each_child(parent, [&](cmark_node* node) { add_block(blocks, node, depth); });
    return blocks;
}

}  // namespace

Blocks to_blocks(std::string_view markdown, int heading_offset) {
    const auto tree = safe_tree(markdown, heading_offset);
    return blocks_of(tree.get(), 0);
}

}  // namespace kireise::formats
