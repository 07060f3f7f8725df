#include "formats/markdown_tree.h"

#include <cmark-gfm-core-extensions.h>

#include <algorithm>
#include <vector>

#include "formats/links.h"

namespace kireise::formats {
namespace {

struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeIterator {
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

// Only the table extension: those with inline syntax change global tables of the library while they parse, which threads
// would see.
cmark_syntax_extension* table_extension() {
    static cmark_syntax_extension* const extension = [] {
        cmark_gfm_core_extensions_ensure_registered();
        return cmark_find_syntax_extension("table");
    }();
    return extension;
}

MarkdownTree parse(std::string_view markdown) {
    const std::unique_ptr<cmark_parser, FreeParser> parser{cmark_parser_new(CMARK_OPT_VALIDATE_UTF8)};
    cmark_parser_attach_syntax_extension(parser.get(), table_extension());
    cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    return MarkdownTree{cmark_parser_finish(parser.get())};
}

std::vector<cmark_node*> nodes_of(cmark_node* root) {
    std::vector<cmark_node*> nodes;
    const std::unique_ptr<cmark_iter, FreeIterator> iterator{cmark_iter_new(root)};
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE; event = cmark_iter_next(iterator.get())) {
        if (event == CMARK_EVENT_ENTER) nodes.push_back(cmark_iter_get_node(iterator.get()));
    }
    return nodes;
}

void remove(cmark_node* node) {
    cmark_node_unlink(node);
    cmark_node_free(node);
}

void replace_by_children(cmark_node* node) {
    while (auto* child = cmark_node_first_child(node)) {
        if (cmark_node_insert_before(node, child) == 0) remove(child);
    }
    remove(node);
}

std::string_view address_of(cmark_node* node) {
    const char* url = cmark_node_get_url(node);
    return url == nullptr ? std::string_view{} : url;
}

bool foreign_picture(std::string_view address) { return !is_safe_link(address) || is_absolute_link(address) || address.starts_with("//"); }

void make_safe(cmark_node* node, int heading_offset) {
    const auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
        remove(node);
    } else if (type == CMARK_NODE_HEADING) {
        cmark_node_set_heading_level(node, std::clamp(cmark_node_get_heading_level(node) + heading_offset, 1, 6));
    } else if ((type == CMARK_NODE_LINK && !is_safe_link(address_of(node))) ||
               (type == CMARK_NODE_IMAGE && foreign_picture(address_of(node)))) {
        replace_by_children(node);
    }
}

}  // namespace

MarkdownTree safe_tree(std::string_view markdown, int heading_offset) {
    auto tree = parse(markdown);
    auto nodes = nodes_of(tree.get());
    std::ranges::for_each(nodes, [&](cmark_node* node) { make_safe(node, heading_offset); });  // removed ones have no descendants here
    return tree;
}

}  // namespace kireise::formats
