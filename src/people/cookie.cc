#include "people/cookie.h"

#include <fmt/core.h>

namespace kireise::people {

std::string cookie(const net::Request& request, std::string_view name, std::string_view value,
                   std::optional<std::chrono::seconds> lifetime) {
    return fmt::format("{}={}{}; Path=/; HttpOnly; SameSite=Lax{}", name, value,
                       lifetime ? fmt::format("; Max-Age={}", lifetime->count()) : "", request.secure ? "; Secure" : "");
}

std::string forget_cookie(const net::Request& request, std::string_view name) { return cookie(request, name, "", std::chrono::seconds{0}); }

}  // namespace kireise::people
