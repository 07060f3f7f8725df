#pragma once
// The verdicts of a town as of now: computed anew from the inventory, the measurements of its PCs and the practical test that counts for
// each use case.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "people/town.h"
#include "placement/fleet.h"
#include "placement/placement_store.h"
#include "placement/verdict.h"

namespace kireise::placement {

// On how many PCs a use case runs. Of the inventory; without one each class that was measured counts as one PC.
struct Share {
    int local = 0;
    int with_limits = 0;
    int not_local = 0;
    int not_tested = 0;

    [[nodiscard]] int runs() const { return local + with_limits; }
    [[nodiscard]] int all() const { return local + with_limits + not_local + not_tested; }
};

struct UseCaseVerdicts {
    std::vector<Verdict> by_class;  // in the order of the fleet's classes
    Share share;
    bool on_pcs = false;  // its speed depends on the PC; false for what runs on the portal's machine
};

struct Verdicts {
    std::shared_ptr<const blueprint::Snapshot> content;
    std::vector<StoredReport> reports;  // newest first
    Fleet fleet;
    std::optional<std::size_t> pc_class;     // of the fleet, for which `verdicts` hold; none without any PC
    std::optional<StoredReport> pc;          // the measurement that counts for it, as it was received
    bool stands_in = false;                  // that measurement is of another class
    std::vector<Verdict> verdicts;           // one per use case that no gate knocks out, in the order of the ranking
    std::vector<UseCaseVerdicts> fleetwide;  // the same use cases on every class
    std::vector<std::string> knocked_out;    // use cases that must not be used at all

    [[nodiscard]] const FleetClass* shown_class() const { return pc_class ? &fleet.classes[*pc_class] : nullptr; }
    [[nodiscard]] const StoredReport* report(std::string_view id) const;
};

// The town's PCs in classes.
struct TownFleet {
    std::vector<StoredReport> reports;  // newest first
    Fleet fleet;
};
[[nodiscard]] Result<TownFleet> town_fleet(const people::Town& town);

// For the class with this slug; "" for the one with the most PCs of the inventory, without an inventory that of the newest measurement.
// not_found for a slug that no class has. A use case is judged with the model class that passed or failed its test; before any test of a
// real model, with the class it expects.
[[nodiscard]] Result<Verdicts> current_verdicts(const people::Town& town, std::string_view pc_class = "");

// Number of use cases for which both legs are known, whether local or not. A test with a synthetic model makes none.
[[nodiscard]] Result<int> verdicts_made(const people::Town& town);

}  // namespace kireise::placement
