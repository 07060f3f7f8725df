#pragma once
// What may be a login and what the name of a person.

#include <string_view>

namespace kireise::people {

// 2 to 60 of a-z, 0-9, dot, underscore, hyphen.
[[nodiscard]] bool is_login(std::string_view login);

// 1 to 120 characters of UTF-8 without control characters, not only white space.
[[nodiscard]] bool is_person_name(std::string_view name);

}  // namespace kireise::people
