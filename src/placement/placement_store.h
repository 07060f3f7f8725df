#pragma once
// Measurements of PCs that a town received. Rows are only ever added.

#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "placement/probe_report.h"
#include "store/migrations.h"

namespace kireise::placement {

[[nodiscard]] store::Migrations placement_migrations();

inline constexpr std::size_t pc_name_limit = 60;  // characters

struct StoredReport {
    std::string id;    // random
    std::string name;  // what the town calls the PC, e.g. "Bürgeramt, Typ A"; may be empty
    Instant received;
    ProbeReport report;
};

// Gives the id. conflict when the very same measurement is here already.
[[nodiscard]] Result<std::string> add_report(store::Database& db, const Random& random, Instant received, const std::string& name,
                                             const ProbeReport& report);

// Newest (received last) first, at most 200.
[[nodiscard]] Result<std::vector<StoredReport>> reports(store::Database& db);
// Newest first: the five newest of each PC (see pcs_measured), at most 5,000 in all.
[[nodiscard]] Result<std::vector<StoredReport>> fleet_reports(store::Database& db);
[[nodiscard]] Result<std::optional<StoredReport>> latest_report(store::Database& db);
[[nodiscard]] Result<std::optional<StoredReport>> find_report(store::Database& db, const std::string& id);

// Number of PCs with at least one measurement. Reports carry no serial number: two belong to one PC when they have the same name or,
// without a name, the same hardware; so nameless PCs of one type count once.
[[nodiscard]] Result<int> pcs_measured(store::Database& db);

}  // namespace kireise::placement
