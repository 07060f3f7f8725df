#pragma once
// The inventory as the town imported it last: what kinds of PCs there are and how many. No names, no single devices.

#include <optional>
#include <vector>

#include "people/deed.h"
#include "placement/inventory.h"
#include "store/database.h"

namespace kireise::placement {

struct StoredInventory {
    Instant imported;
    std::size_t left_out = 0;  // lines of the file that were not understood
    std::vector<InventoryLine> lines;
};

// The new one takes the place of the old one as a whole; noted in the audit trail.
[[nodiscard]] Result<> replace_inventory(store::Database& db, const people::Deed& deed, const Inventory& inventory);

[[nodiscard]] Result<std::optional<StoredInventory>> stored_inventory(store::Database& db);

}  // namespace kireise::placement
