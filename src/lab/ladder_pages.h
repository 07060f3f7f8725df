#pragma once
// What the tests of one use case say together. Anyone signed in may read it.
//   GET  /tests/USECASE/ladder        the ladder, all tests, choice of two for comparing
//   GET  /tests/USECASE/ladder.json   the ladder as a file (blueprint/schemas/lab-ladder.schema.json)
//   GET  /tests/USECASE/compare?first=RUN&second=RUN   two tests side by side

#include <vector>

#include "people/app.h"

namespace kireise::lab {

[[nodiscard]] std::vector<people::Route> ladder_routes();

// The use case that {slug} names; not_found.
[[nodiscard]] Result<blueprint::UseCase> usecase_in_path(const people::Context& context, const blueprint::Snapshot& content);

}  // namespace kireise::lab
