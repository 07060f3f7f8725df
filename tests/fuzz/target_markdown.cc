#include "base/text.h"
#include "formats/markdown.h"
#include "fuzz.h"

namespace kireise::fuzz {
// Whatever is written, no page of ours runs it.
void fuzz_markdown(std::string_view input) {
    if (input.size() > 1U << 16U) return;
    const auto html = lower_ascii(formats::to_html(input, 1));
    require(is_utf8(html), "HTML that is not UTF-8");
    for (const auto* tag :
         {"<script", "<iframe", "<object", "<style", "<form", "<svg", "<link", "<meta", "href=\"javascript:", "src=\"javascript:"})
        require(html.find(tag) == std::string::npos, "HTML that could run something");
    (void)formats::to_blocks(input, 2);
}

}  // namespace kireise::fuzz
