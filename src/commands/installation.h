#pragma once
// Which installation and which town a command works on: --data DIR, --database URL, else the configuration (--config FILE, KIREISE_CONFIG,
// KIREISE_DATA, KIREISE_DATABASE), the same as `serve` reads; --town NAME, not needed when there is one.

#include <memory>

#include "commands/command.h"
#include "commands/config.h"
#include "people/installation.h"

namespace kireise::commands {

inline constexpr std::string_view standard_data = "kireise-data";

[[nodiscard]] std::vector<Option> with_installation_options(std::vector<Option> more);
[[nodiscard]] std::vector<Option> with_town_options(std::vector<Option> more);  // --town, too

[[nodiscard]] people::Installation installation_of(const Config& config);
// invalid: the configuration; errors as read_config.
[[nodiscard]] Result<people::Installation> installation_of(const Arguments& arguments);

// A demonstration town keeps its fixed day. `name` may be "" when there is one town only. not_found and invalid with what to do.
[[nodiscard]] Result<std::unique_ptr<people::Town>> open_town(const people::Installation& installation, const std::string& name);
// The town that --town names.
[[nodiscard]] Result<std::unique_ptr<people::Town>> open_town(const Arguments& arguments);

// A town that was just made: the same.
void use_demo_day(people::Town& town);

}  // namespace kireise::commands
