#include "people/security_headers.h"

#include <algorithm>
#include <array>

namespace kireise::people {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> security_headers{{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action "
     "'self'; "
     "base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
    {"X-Robots-Tag", "noindex"},
}};

}  // namespace

void add_security_headers(net::Outcome& outcome) {
    auto& headers = std::visit([](auto& any) -> net::Headers& { return any.headers; }, outcome);
    for (const auto& [name, value] : security_headers) headers.emplace_back(name, value);
    const bool has_cache_rule = std::ranges::any_of(headers, [](const auto& header) { return header.first == "Cache-Control"; });
    if (!has_cache_rule) headers.emplace_back("Cache-Control", "no-store");
}

}  // namespace kireise::people
