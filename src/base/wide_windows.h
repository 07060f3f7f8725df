#pragma once
// Windows speaks UTF-16, we speak UTF-8.

#include <string>
#include <string_view>

namespace kireise {

[[nodiscard]] std::wstring to_wide(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::wstring_view wide);

// What the system says about an error number (GetLastError), without the full stop.
[[nodiscard]] std::string windows_reason(unsigned long code);

}  // namespace kireise
