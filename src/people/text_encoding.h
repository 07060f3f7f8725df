#pragma once
// Text files as office programs write them.

#include <string>
#include <string_view>

#include "base/result.h"

namespace kireise::people {

// To UTF-8 without byte order mark: by the mark (UTF-8, UTF-16 in both byte orders), else UTF-8 if it is well-formed, else Windows-1252.
// invalid when it is none of these.
[[nodiscard]] Result<std::string> to_utf8(std::string_view bytes);

}  // namespace kireise::people
