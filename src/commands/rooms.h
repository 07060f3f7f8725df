#pragma once
// What the rooms bring into the program: their tables, their routes, what they hold about people,
// what they do in the background.

#include <vector>

#include "assistant/engine_hub.h"
#include "people/app.h"
#include "people/housekeeping.h"
#include "people/person_data.h"
#include "people/sign_in_ways.h"
#include "store/migrations.h"

namespace kireise::commands {

[[nodiscard]] std::vector<store::Migrations> all_migrations();
[[nodiscard]] std::vector<people::PersonData> all_person_data();
[[nodiscard]] std::vector<people::DocumentRoom> all_document_rooms();
// By kind; the town outlives them.
[[nodiscard]] store::JobHandlers all_job_handlers(const people::Town& town);
[[nodiscard]] std::vector<people::Route> all_routes(assistant::EngineHub& engines, const people::SignInWays& ways = {});

}  // namespace kireise::commands
