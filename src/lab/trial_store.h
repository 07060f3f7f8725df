#pragma once
// Praxistests that are kept: one at most is open for a use case; a decided one is never changed.

#include <optional>
#include <string>
#include <vector>

#include "lab/trial.h"
#include "people/deed.h"
#include "store/database.h"

namespace kireise::lab {

// Newest first.
[[nodiscard]] Result<std::vector<Trial>> trials_of(store::Database& db, const std::string& usecase);

// Adds one without id, else changes the open one; audited. `trial.version` is the one that was seen: conflict when somebody else changed it
// since, when it is decided, or when another is open. invalid for problems_of(). Gives the id.
[[nodiscard]] Result<std::string> save_trial(store::Database& db, const people::Deed& deed, const Trial& trial);

}  // namespace kireise::lab
