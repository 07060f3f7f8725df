#include "people/ldap_filter.h"

#include <fmt/core.h>

#include "base/text.h"

namespace kireise::people {
namespace {

constexpr std::string_view place = "{login}";

bool stands_for_itself(char c) {
    constexpr std::string_view special = "*()\\";
    return c > 0x20 && c < 0x7f && special.find(c) == std::string_view::npos;
}

}  // namespace

std::string escape_filter_value(std::string_view value) {
    std::string out;
    for (const char c : value) {
        if (stands_for_itself(c)) out += c;
        else out += fmt::format("\\{:02x}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string filter_for_login(std::string_view filter, std::string_view login) {
    return replace_all(std::string(filter), place, escape_filter_value(login));
}

bool is_login_filter(std::string_view filter) {
    int depth = 0;
    for (std::size_t i = 0; i < filter.size(); ++i) {
        if (filter[i] == '(') ++depth;
        if (filter[i] == ')') --depth;
        if (depth == 0 && i + 1 != filter.size()) return false;
    }
    return depth == 0 && !filter.empty() && filter.find(place) != std::string_view::npos;
}

}  // namespace kireise::people
