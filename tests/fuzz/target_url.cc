#include "base/text.h"
#include "fuzz.h"
#include "net/http.h"

namespace kireise::fuzz {

// A pattern in the first line, a path in the second, a cookie header in the third, escaped text in the rest.
void fuzz_url(std::string_view input) {
    const auto pattern = take_line(input);
    const auto path = take_line(input);
    const auto cookies = take_line(input);
    if (const auto parameters = net::match_path(pattern, path)) {
        for (const auto& [name, value] : *parameters) require(value.find('/') == std::string::npos, "a part of a path with a slash");
    }
    require(net::match_path("/", "/").has_value(), "the root does not match");
    const net::Request request{.headers = {{"cookie", std::string(cookies)}}};
    require(request.cookie("session").size() <= cookies.size(), "a cookie longer than its header");
    const auto text = net::percent_decode(input, true);
    if (!text) return;
    require(is_utf8(*text) && text->find('\0') == std::string::npos, "text that is not allowed");
    require(net::percent_decode(net::percent_encode(*text)) == *text, "escaped text reads as something else");
}

}  // namespace kireise::fuzz
