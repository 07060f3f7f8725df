#include "people/login.h"

#include <algorithm>

#include "base/text.h"

namespace kireise::people {

bool is_login(std::string_view login) {
    return login.size() >= 2 && login.size() <= 60 && std::ranges::all_of(login, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
           });
}

bool is_person_name(std::string_view name) {
    const bool printable = std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return printable && !trim(name).empty() && is_utf8(name) && characters(name) <= 120;
}

}  // namespace kireise::people
