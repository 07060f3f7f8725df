#pragma once
// Markdown (CommonMark 0.29 with tables) as HTML and as blocks of a Document. Input may be hostile: raw HTML is dropped, a
// link that is not safe (links.h) leaves its text, a picture from another place leaves its description.
// Bytes that are not UTF-8 become U+FFFD. Time is linear for ordinary text; limit the size of foreign text to about 1 MiB.

#include <string>
#include <string_view>

#include "formats/document.h"

namespace kireise::formats {

// Headings go down by `heading_offset` levels (0..5, at most to 6), so that the page around keeps the only h1.
// A table stands in <div class="table-scroll" tabindex="0">, its header cells carry scope="col".
[[nodiscard]] std::string to_html(std::string_view markdown, int heading_offset = 0);

// A block quote becomes a Note, a code block a listing, a picture its description; rules and raw HTML are left out.
// Lists and quotes nest at most to list_depth; what lies deeper becomes one paragraph.
[[nodiscard]] Blocks to_blocks(std::string_view markdown, int heading_offset = 0);

}  // namespace kireise::formats
