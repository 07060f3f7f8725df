#pragma once
// What the rooms bring into the program: their tables and their routes.

#include <vector>

#include "assistant/engine_hub.h"
#include "people/app.h"
#include "store/migrations.h"

namespace kireise::commands {

[[nodiscard]] std::vector<store::Migrations> all_migrations();
[[nodiscard]] std::vector<people::Route> all_routes(assistant::EngineHub& engines);

}  // namespace kireise::commands
