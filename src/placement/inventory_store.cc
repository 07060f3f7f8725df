#include "placement/inventory_store.h"

#include "base/json.h"
#include "people/audit.h"

namespace kireise::placement {
namespace {

using store::Connection;

Result<> insert(Connection& tx, std::int64_t number, const InventoryLine& line) {
    TRY(store::execute(tx,
                       "INSERT INTO inventory_line (number, make, model, cpu, cores, memory_gib, gpu, pcs)"
                       " VALUES (:number, :make, :model, :cpu, :cores, :memory, :gpu, :pcs)",
                       number, line.make, line.model, line.cpu, line.cores, line.memory_gib, line.gpu, line.count));
    return {};
}

}  // namespace

Result<> replace_inventory(store::Database& db, const people::Deed& deed, const Inventory& inventory) {
    return db.write([&](Connection& tx) -> Result<> {
        TRY(store::execute(tx, "DELETE FROM inventory_line"));
        TRY(store::execute(tx, "DELETE FROM inventory"));
        TRY(store::execute(tx, "INSERT INTO inventory (number, imported, left_out) VALUES (1, :imported, :left_out)", deed.now,
                           static_cast<std::int64_t>(inventory.faulty_lines)));
        std::int64_t number = 0;
        for (const auto& line : inventory.lines) TRY(insert(tx, ++number, line));
        const Json detail{{"pcs", inventory.pcs()}, {"lines", inventory.lines.size()}, {"left_out", inventory.faulty_lines}};
        return people::audit(tx, deed, "inventory.replaced", "", detail.dump());
    });
}

Result<std::optional<StoredInventory>> stored_inventory(store::Database& db) {
    return db.read([](Connection& tx) -> Result<std::optional<StoredInventory>> {
        const auto head = TRY((store::query_one<Instant, std::int64_t>(tx, "SELECT imported, left_out FROM inventory")));
        if (!head) return std::optional<StoredInventory>{};
        const auto rows = TRY((store::query<std::string, std::string, std::string, int, double, std::string, int>(
            tx, "SELECT make, model, cpu, cores, memory_gib, gpu, pcs FROM inventory_line ORDER BY number")));
        StoredInventory out{std::get<0>(*head), static_cast<std::size_t>(std::get<1>(*head)), {}};
        for (const auto& [make, model, cpu, cores, memory, gpu, pcs] : rows)
            out.lines.push_back({make, model, cpu, cores, memory, gpu, pcs});
        return std::optional(std::move(out));
    });
}

}  // namespace kireise::placement
