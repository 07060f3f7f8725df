#pragma once
// The syntax tree of a Markdown text, already safe: shared by the HTML and the block writer. Not for other rooms.

#include <cmark-gfm.h>

#include <memory>
#include <string_view>

namespace kireise::formats {

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using MarkdownTree = std::unique_ptr<cmark_node, FreeNode>;

// Parses; removes raw HTML, unsafe links and foreign pictures (their inner text stays); shifts headings.
[[nodiscard]] MarkdownTree safe_tree(std::string_view markdown, int heading_offset);

}  // namespace kireise::formats
