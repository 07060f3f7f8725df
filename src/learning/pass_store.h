#pragma once
// The passes that were issued. Used by the gate (pass_level) and as evidence of the journey (passes_issued).

#include <optional>
#include <string>

#include "base/random.h"
#include "learning/pass.h"

namespace kireise::learning {

// What the person has done, from the store.
[[nodiscard]] Result<Record> record_of(store::Database& db, const std::string& account);

// forbidden without consent of the staff council; conflict when a condition is not met, or the same pass is valid and not yet to be
// renewed.
[[nodiscard]] Result<IssuedPass> issue_pass(store::Database& db, const Random& random, const blueprint::Pass& pass,
                                            const std::string& account, Date today);

// The newest one of this pass, valid or not.
[[nodiscard]] Result<std::optional<IssuedPass>> latest_pass(store::Database& db, const std::string& account, const std::string& pass);

// The highest level among the person's passes that are valid on this day; 0 for none.
[[nodiscard]] Result<blueprint::Level> pass_level(store::Database& db, const std::string& account, Date today);

// How many people hold a pass that is valid on this day.
[[nodiscard]] Result<int> passes_issued(store::Database& db, Date today);

}  // namespace kireise::learning
