#pragma once
// Practical tests that were run. Rows are only ever added; "newest" is the one added last, whatever the clock says. A whole run holds
// every answer and is read for its own page only; lists and verdicts read the summary beside it.
//
// A row is never changed: nothing here does it, and a SHA-256 of the run, kept beside it and in the audit trail, shows it when somebody
// else did.

#include <optional>
#include <string>
#include <vector>

#include "lab/lab_run.h"
#include "people/deed.h"
#include "store/migrations.h"

namespace kireise::lab {

[[nodiscard]] store::Migrations lab_migrations();

// conflict when the id is taken. A run that broke off is kept too, as broken off.
[[nodiscard]] Result<> save_run(store::Database& db, const LabRun& run);
// The same, audited as "lab.run" with the SHA-256 of the run.
[[nodiscard]] Result<> save_run(store::Database& db, const people::Deed& deed, const LabRun& run);

// internal when the row is not what was saved.
[[nodiscard]] Result<std::optional<LabRun>> find_run(store::Database& db, const std::string& id);
[[nodiscard]] Result<std::optional<RunSummary>> find_summary(store::Database& db, const std::string& id);

// The run that counts for a use case: the newest complete one of a real engine, else the newest complete one of a synthetic model.
[[nodiscard]] Result<std::optional<LabRun>> latest_run(store::Database& db, const std::string& usecase);
[[nodiscard]] Result<std::optional<RunSummary>> latest_summary(store::Database& db, const std::string& usecase);

// Newest first, broken ones included, at most 50.
[[nodiscard]] Result<std::vector<RunSummary>> summaries_of(store::Database& db, const std::string& usecase);

// The complete ones of real engines, newest first, at most 500: what the ladder looks at.
[[nodiscard]] Result<std::vector<RunSummary>> complete_runs(store::Database& db, const std::string& usecase);

// Number of use cases with at least one complete run of a real engine; random weights and scripts test nothing.
[[nodiscard]] Result<int> tested_usecases(store::Database& db);

}  // namespace kireise::lab
