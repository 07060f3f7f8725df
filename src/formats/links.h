#pragma once
// Which addresses a link may have: an allow list, so that no scheme that runs code slips through.

#include <string_view>

namespace kireise::formats {

// http, https, mailto, tel, or no scheme at all (relative, "#fragment").
[[nodiscard]] bool is_safe_link(std::string_view address);

// http, https, mailto, tel: means the same in a file that has left the program.
[[nodiscard]] bool is_absolute_link(std::string_view address);

}  // namespace kireise::formats
