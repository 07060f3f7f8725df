#include "net/origin.h"

#include <arpa/inet.h>
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <ranges>

#include "base/text.h"

namespace kireise::net {
namespace {

using Bytes = std::array<unsigned char, 16>;
constexpr unsigned mapped_bits = 96;  // before the four bytes of an IPv4 address
constexpr Bytes mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::optional<Bytes> address_bytes(std::string_view text) {
    const std::string terminated(text);
    Bytes bytes = mapped_prefix;
    if (inet_pton(AF_INET, terminated.c_str(), bytes.data() + mapped_bits / 8) == 1) return bytes;
    if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) return bytes;
    return std::nullopt;
}

bool is_mapped(const Bytes& bytes) { return std::equal(bytes.begin(), bytes.begin() + mapped_bits / 8, mapped_prefix.begin()); }

// Keeps the first `length` bits.
Bytes masked(Bytes bytes, unsigned length) {
    for (unsigned bit = length; bit < 128; ++bit) bytes[bit / 8] &= static_cast<unsigned char>(~(0x80U >> (bit % 8)));
    return bytes;
}

bool is_one_of(std::string_view address, std::span<const Network> networks) {
    return std::ranges::any_of(networks, [&](const Network& one) { return one.contains(address); });
}

// All values of a header that may come several times and with commas.
std::vector<std::string> values_of(const Request& request, std::string_view name) {
    std::vector<std::string> out;
    for (const auto& [given, value] : request.headers) {
        if (given != name) continue;
        for (const auto& part : split(value, ',')) out.emplace_back(trim(part));
    }
    return out;
}

// What the nearest proxy says: it writes last.
std::string last_of(const Request& request, std::string_view name) {
    const auto values = values_of(request, name);
    return values.empty() ? "" : values.back();
}

void set_host(Request& request, std::string host) {
    std::erase_if(request.headers, [](const auto& header) { return header.first == "host"; });
    request.headers.emplace_back("host", std::move(host));
}

}  // namespace

Result<Network> Network::parse(std::string_view text) {
    const auto slash = text.find('/');
    const auto bytes = address_bytes(text.substr(0, slash));
    Network out;
    bool valid = bytes.has_value();
    if (valid && slash != std::string_view::npos) {
        const auto number = text.substr(slash + 1);
        const unsigned before = text.find(':') == std::string_view::npos ? mapped_bits : 0;
        const auto [end, code] = std::from_chars(number.data(), number.data() + number.size(), out.length_);
        valid = code == std::errc{} && end == number.data() + number.size() && out.length_ <= 128 - before;
        out.length_ += before;
    }
    if (valid) out.bytes_ = masked(*bytes, out.length_);
    if (valid && out.bytes_ == *bytes) return out;
    return fail(ErrorKind::invalid, fmt::format("\"{}\" is no IP address or network; for example 10.0.0.5 or 10.0.0.0/8.", text));
}

bool Network::contains(std::string_view address) const {
    const auto bytes = address_bytes(address);
    return bytes && masked(*bytes, length_) == bytes_;
}

std::string plain_address(std::string_view address) {
    const auto bytes = address_bytes(address);
    if (!bytes) return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool v4 = is_mapped(*bytes);
    return inet_ntop(v4 ? AF_INET : AF_INET6, bytes->data() + (v4 ? mapped_bits / 8 : 0), text.data(), text.size());
}

bool is_loopback(std::string_view address) {
    return address == "::1" || (address.starts_with("127.") && address_bytes(address).has_value());
}

void take_origin(Request& request, const std::string& address, std::span<const Network> proxies) {
    request.peer = address;
    if (!is_one_of(address, proxies)) return;
    // Each proxy appends whom it got the request from: the first from the right that is no proxy of ours is the client.
    for (const auto& one : values_of(request, "x-forwarded-for") | std::views::reverse) {
        const auto before = plain_address(one);
        if (before.empty()) break;
        request.peer = before;
        if (!is_one_of(before, proxies)) break;
    }
    request.secure = lower_ascii(last_of(request, "x-forwarded-proto")) == "https";
    if (auto host = last_of(request, "x-forwarded-host"); !host.empty()) set_host(request, std::move(host));
}

}  // namespace kireise::net
