#pragma once
// Who sent a request: addresses, networks, and what proxies in front of us say. Header names as nginx, Apache and HAProxy send them
// (X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host); anybody can send them, so they count only when the connection comes from a proxy
// that the operator named.

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "net/http.h"

namespace kireise::net {

// An IPv4 address counts as the IPv6 address that maps to it (RFC 4291 2.5.5.2).
class Network {
   public:
    // "10.0.0.0/8", "2001:db8::/32", or one address. invalid otherwise, also with bits set behind the length.
    [[nodiscard]] static Result<Network> parse(std::string_view text);
    [[nodiscard]] bool contains(std::string_view address) const;  // false for what is no address

   private:
    std::array<unsigned char, 16> bytes_{};
    unsigned length_ = 128;  // bits
};

// The usual spelling of an address; an IPv4 address that came as IPv6 in its own. "" for what is no address.
[[nodiscard]] std::string plain_address(std::string_view address);

[[nodiscard]] bool is_loopback(std::string_view address);

// Sets peer and secure of a request that came over a connection from `address`, and what the proxy says the host is.
void take_origin(Request& request, const std::string& address, std::span<const Network> proxies);

}  // namespace kireise::net
