#pragma once
// For the commands of the lab only: the town they work on, and the configuration that names the engines.

#include "commands/command.h"
#include "commands/config.h"
#include "people/town.h"

namespace kireise::commands {

// --config FILE, --data DIR, --town NAME, --database URL; and more.
[[nodiscard]] std::vector<Option> with_lab_options(std::vector<Option> more);

[[nodiscard]] Result<Config> lab_config(const Arguments& arguments);
[[nodiscard]] Result<std::unique_ptr<people::Town>> lab_town(const Config& config, const Arguments& arguments);

// --usecase: "usecase/mail-sorting", or the last part alone. invalid when it is missing.
[[nodiscard]] Result<std::string> usecase_argument(const Arguments& arguments);

}  // namespace kireise::commands
