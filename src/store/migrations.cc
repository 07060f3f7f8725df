#include "store/migrations.h"

#include <fmt/core.h>

#include "base/text.h"

namespace kireise::store {
namespace {

Result<> run_step(Connection& tx, std::string_view step) {
    while (!trim(step).empty()) {
        const auto end = step.find(";\n");
        TRY(execute(tx, trim(step.substr(0, end))));
        if (end == std::string_view::npos) break;
        step.remove_prefix(end + 2);
    }
    return {};
}

Result<> migrate_room(Connection& tx, const Migrations& room) {
    const auto row = TRY(query_one<std::int64_t>(tx, "SELECT version FROM schema_version WHERE room = :room", room.room));
    const auto present = static_cast<std::size_t>(row ? std::get<0>(*row) : 0);
    if (present > room.steps.size()) {
        return fail(ErrorKind::conflict, fmt::format("The database was written by a newer version of KI-Reise (\"{}\": version {}, this "
                                                     "program knows {}). Install the newer program; nothing was changed.",
                                                     room.room, present, room.steps.size()));
    }
    for (auto i = present; i < room.steps.size(); ++i) TRY(run_step(tx, room.steps[i]));
    const auto version = static_cast<std::int64_t>(room.steps.size());
    if (!row) TRY(execute(tx, "INSERT INTO schema_version (room, version) VALUES (:room, :version)", room.room, version));
    else if (present < room.steps.size())
        TRY(execute(tx, "UPDATE schema_version SET version = :version WHERE room = :room", version, room.room));
    return {};
}

}  // namespace

Result<> migrate(Database& database, const std::vector<Migrations>& rooms) {
    return database.write([&](Connection& tx) -> Result<> {
        TRY(execute(tx, "CREATE TABLE IF NOT EXISTS schema_version (room TEXT PRIMARY KEY, version BIGINT NOT NULL)"));
        for (const auto& room : rooms) TRY(migrate_room(tx, room));
        return {};
    });
}

}  // namespace kireise::store
