#include "formats/links.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kireise::formats {
namespace {

constexpr std::array<std::string_view, 4> schemes = {"http", "https", "mailto", "tel"};

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char c) { return c <= 0x20 || c == 0x7f; });
}

}  // namespace

bool is_absolute_link(std::string_view address) {
    const auto colon = address.find(':');
    return colon != std::string_view::npos && std::ranges::find(schemes, lower_ascii(address.substr(0, colon))) != schemes.end();
}

bool is_safe_link(std::string_view address) {
    const auto scheme = address.substr(0, address.find_first_of("/?#"));  // RFC 3986, 4.2: a colon before these ends a scheme
    if (scheme.find(':') == std::string_view::npos) return !has_control(scheme);
    return is_absolute_link(address);
}

}  // namespace kireise::formats
