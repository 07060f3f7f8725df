#pragma once
// The running server: portal, engine, log, figures.

#include "commands/command.h"
#include "commands/config.h"

namespace kireise::commands {

// Serves until SIGINT or SIGTERM, then finishes what runs (Config::server.stop_timeout). Prints the address once it listens.
[[nodiscard]] Result<> serve(const Config& config, Io& io);

}  // namespace kireise::commands
