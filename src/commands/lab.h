#pragma once
// For the commands of the lab only.

#include "commands/command.h"

namespace kireise::commands {

// --usecase: "usecase/mail-sorting", or the last part alone. invalid when it is missing.
[[nodiscard]] Result<std::string> usecase_argument(const Arguments& arguments);

}  // namespace kireise::commands
