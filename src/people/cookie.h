#pragma once
// Cookies as all of ours are (RFC 6265): for every path, unreadable for scripts, not sent along from other sites, and only over TLS when
// the request came so.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "net/http.h"

namespace kireise::people {

// Value of a Set-Cookie header. Without a lifetime the cookie ends with the browser.
[[nodiscard]] std::string cookie(const net::Request& request, std::string_view name, std::string_view value,
                                 std::optional<std::chrono::seconds> lifetime = {});
[[nodiscard]] std::string forget_cookie(const net::Request& request, std::string_view name);

}  // namespace kireise::people
