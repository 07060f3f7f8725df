#include "base/text.h"
#include "fuzz.h"
#include "net/request_conversion.h"

namespace kireise::fuzz {

// Method and target in the first two lines, then headers "name: value".
void fuzz_request(std::string_view input) {
    const auto method = take_line(input);
    const auto target = take_line(input);
    net::Headers headers;
    while (!input.empty()) {
        const auto line = take_line(input);
        const auto colon = line.find(':');
        if (colon != std::string_view::npos) headers.emplace_back(line.substr(0, colon), trim(line.substr(colon + 1)));
    }
    const auto request = net::make_request(method, target, std::move(headers), "");
    if (!request) return;
    require(request->path.starts_with('/') && is_utf8(request->path), "a path that is none");
    for (const auto& [name, value] : request->headers) require(lower_ascii(name) == name, "a header in capitals");
}

}  // namespace kireise::fuzz
