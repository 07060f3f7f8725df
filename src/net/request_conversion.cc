#include "net/request_conversion.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "net/form.h"

namespace kireise::net {
namespace {

struct KnownMethod {
    std::string_view name;
    Method method;
};
constexpr std::array known_methods{KnownMethod{"GET", Method::get}, KnownMethod{"HEAD", Method::head}, KnownMethod{"POST", Method::post},
                                   KnownMethod{"PUT", Method::put}, KnownMethod{"DELETE", Method::del}};

// Where a message ends and whom it is for must not be read differently by a proxy in front of us (RFC 9112 section 3.2, 6.1, 6.3).
Result<> check_framing(const Headers& headers) {
    const auto count = [&](std::string_view name) { return std::ranges::count(headers, name, &Headers::value_type::first); };
    for (const auto* name : {"host", "content-length", "transfer-encoding"}) {
        if (count(name) > 1) return fail(ErrorKind::invalid, fmt::format("The request has the header {} more than once.", name));
    }
    const auto coding = std::ranges::find(headers, "transfer-encoding", &Headers::value_type::first);
    if (coding == headers.end()) return {};
    if (lower_ascii(coding->second) != "chunked") return fail(ErrorKind::invalid, "The only transfer coding understood here is chunked.");
    if (count("content-length") > 0) return fail(ErrorKind::invalid, "The request has both Content-Length and Transfer-Encoding.");
    return {};
}

}  // namespace

Result<Request> make_request(std::string_view method, std::string_view target, Headers headers, std::string body) {
    const auto* known = std::ranges::find(known_methods, method, &KnownMethod::name);
    if (known == known_methods.end()) return fail(ErrorKind::invalid, "This method is not supported.");
    Request request{.method = known->method, .path = {}, .query = {}, .headers = std::move(headers), .body = std::move(body)};
    const auto at = target.find('?');
    for (auto& [name, value] : request.headers) name = lower_ascii(name);
    TRY(check_framing(request.headers));
    request.path = TRY(percent_decode(target.substr(0, at)));
    if (!request.path.starts_with('/')) return fail(ErrorKind::invalid, "The address does not start with a slash.");
    if (at != std::string_view::npos) request.query = TRY(parse_urlencoded(target.substr(at + 1)));
    return request;
}

}  // namespace kireise::net
