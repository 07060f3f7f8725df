#include "base/base64.h"
#include "base/text.h"
#include "fuzz.h"
#include "people/text_encoding.h"

namespace kireise::fuzz {

void fuzz_encodings(std::string_view input) {
    const auto decoded = from_base64(input);
    if (decoded) require(to_base64(*decoded) == input, "Base64 that is not the one form of its bytes");
    require(from_base64(to_base64(input)) == std::string(input), "Base64 loses bytes");
    const auto text = people::to_utf8(input);
    if (text) require(is_utf8(*text), "text that is not UTF-8");
    if (is_utf8(input)) require(characters(input) <= input.size(), "more characters than bytes");
    require(escape_html(input).find('<') == std::string::npos, "a < that was not escaped");
    require(replace_all(replace_all(std::string(input), "\r\n", "\n"), "\r\n", "\n").size() <= input.size(), "replacing makes longer");
    require(join(split(input, ';'), ";") == input, "splitting loses text");
}

}  // namespace kireise::fuzz
