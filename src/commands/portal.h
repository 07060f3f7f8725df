#pragma once
// The whole program as one portal: every room's tables and routes.

#include <memory>
#include <string>

#include "commands/command.h"
#include "assistant/engine_hub.h"
#include "people/app.h"

namespace kireise::commands {

[[nodiscard]] std::vector<store::Migrations> all_migrations();
[[nodiscard]] std::vector<people::Route> all_routes(assistant::EngineHub& engines);

// Opens the town in the folder or makes one with this content. A demonstration town keeps its fixed day.
[[nodiscard]] Result<std::unique_ptr<people::Town>> open_town(const std::string& folder, const blueprint::Tree& first_content);

// Opens the town in the folder; not_found, with what to do, when there is none.
[[nodiscard]] Result<std::unique_ptr<people::Town>> open_existing_town(const std::string& folder);

// Serves until SIGINT or SIGTERM. Prints the address once it listens.
[[nodiscard]] Result<> serve(people::Town& town, const std::string& listen, Io& io);

}  // namespace kireise::commands
