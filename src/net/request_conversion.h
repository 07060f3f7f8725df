#pragma once
// From the parts of an HTTP message to the Request that handlers see. Knows no library.

#include <string>
#include <string_view>

#include "net/http.h"

namespace kireise::net {

// `target` is the request target in origin form: "/path?query". invalid for a method that handlers do not know, a target of another
// form or one that is not percent-encoded UTF-8, and for headers that a proxy could read differently (two lengths, two hosts). Header
// names become lower case.
[[nodiscard]] Result<Request> make_request(std::string_view method, std::string_view target, Headers headers, std::string body);

}  // namespace kireise::net
