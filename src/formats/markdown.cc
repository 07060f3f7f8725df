#include "formats/markdown.h"

#include <cstdlib>

#include "base/text.h"
#include "formats/markdown_tree.h"

namespace kireise::formats {
namespace {

struct FreeText {
    void operator()(char* text) const { std::free(text); }  // the library's default allocator is malloc
};

}  // namespace

std::string to_html(std::string_view markdown, int heading_offset) {
    const auto tree = safe_tree(markdown, heading_offset);
    const std::unique_ptr<char, FreeText> rendered{cmark_render_html(tree.get(), CMARK_OPT_DEFAULT, nullptr)};
    std::string html = rendered.get();
    // "<" in text and attributes is escaped, so these tags can only be the renderer's own.
    html = replace_all(std::move(html), "<th>", "<th scope=\"col\">");
    html = replace_all(std::move(html), "<th align", "<th scope=\"col\" align");
    html = replace_all(std::move(html), "<table>", "<div class=\"table-scroll\" tabindex=\"0\"><table>");
    return replace_all(std::move(html), "</table>", "</table></div>");
}

}  // namespace kireise::formats
