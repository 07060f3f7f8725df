#pragma once
// One use case as its page shows it.

#include <string>

#include "base/json.h"
#include "blueprint/snapshot.h"
#include "people/app.h"
#include "usecases/ranking.h"

namespace kireise::usecases {

// No more digits than an estimate knows: up to 10 whole numbers, then tens, from 1,000 on hundreds.
[[nodiscard]] double rounded(double number);

[[nodiscard]] Json usecase_view(const people::Context& context, const blueprint::Snapshot& content, const blueprint::UseCase& usecase,
                                const Ranking& ranking);

}  // namespace kireise::usecases
