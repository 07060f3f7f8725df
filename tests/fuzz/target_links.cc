#include "base/text.h"
#include "formats/links.h"
#include "fuzz.h"

namespace kireise::fuzz {

void fuzz_links(std::string_view input) {
    const bool safe = formats::is_safe_link(input);
    if (formats::is_absolute_link(input)) require(safe, "an absolute link that is not safe");
    std::string seen;  // as a browser reads it: without white space and control characters
    for (const char c : lower_ascii(input)) {
        if (static_cast<unsigned char>(c) > 0x20) seen += c;
    }
    if (seen.starts_with("javascript:") || seen.starts_with("data:") || seen.starts_with("vbscript:")) require(!safe, "a link that runs");
}

}  // namespace kireise::fuzz
