#include "net/request_conversion.h"

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

}  // namespace

Result<Request> make_request(std::string_view method, std::string_view target, Headers headers, std::string body) {
    const auto* known = std::ranges::find(known_methods, method, &KnownMethod::name);
    if (known == known_methods.end()) return fail(ErrorKind::invalid, "This method is not supported.");
    Request request{.method = known->method, .path = {}, .query = {}, .headers = std::move(headers), .body = std::move(body)};
    const auto at = target.find('?');
    request.path = TRY(percent_decode(target.substr(0, at)));
    if (!request.path.starts_with('/')) return fail(ErrorKind::invalid, "The address does not start with a slash.");
    if (at != std::string_view::npos) request.query = TRY(parse_urlencoded(target.substr(at + 1)));
    for (auto& [name, value] : request.headers) name = lower_ascii(name);
    return request;
}

}  // namespace kireise::net
