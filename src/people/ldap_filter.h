#pragma once
// Text for LDAP search filters (RFC 4515).

#include <string>
#include <string_view>

namespace kireise::people {

// The value as it may stand in a filter: what has a meaning there (* ( ) \ NUL) and every byte that is not printable ASCII as \HH
// (RFC 4515, section 3).
[[nodiscard]] std::string escape_filter_value(std::string_view value);

// Puts the escaped login wherever the filter says {login}: "(uid={login})".
[[nodiscard]] std::string filter_for_login(std::string_view filter, std::string_view login);

// One pair of parentheses around the whole, all closed, and {login} in it at least once.
[[nodiscard]] bool is_login_filter(std::string_view filter);

}  // namespace kireise::people
