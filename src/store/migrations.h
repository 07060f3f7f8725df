#pragma once
// Each room brings its own tables as a list of steps; a step that has run is never changed, only followed by another.

#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace kireise::store {

struct Migrations {
    std::string_view room;
    std::vector<std::string_view> steps;  // step i brings the room from version i to i+1; statements end with ";\n"
};

// Runs what is missing, all in one transaction. conflict when the database is newer than this program.
[[nodiscard]] Result<> migrate(Database& database, const std::vector<Migrations>& rooms);

}  // namespace kireise::store
