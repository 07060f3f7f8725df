#pragma once
// The engines that the configuration names: the one list for the portal's assistants and the lab.

#include "assistant/engine_settings.h"
#include "commands/config.h"

namespace kireise::commands {

// Our own engine stands on the workstation only as long as nobody else's PC can reach the portal; then it is a server of the house.
[[nodiscard]] Result<assistant::EngineSettings> settings_of(const Config& config, const assistant::EngineEnvironment& engine);

// By which lab and messages call it: the name of its entry; "engine" for the one of the short form or the environment; "synthetic" when
// nothing is configured.
[[nodiscard]] std::string name_of(const assistant::EngineEnvironment& engine);

// not_found, with the names there are.
[[nodiscard]] Result<assistant::EngineEnvironment> engine_named(const Config& config, const std::string& name);

}  // namespace kireise::commands
