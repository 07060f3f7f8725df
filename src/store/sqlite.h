#pragma once
// SQLite: one file, WAL, synchronous=FULL, foreign keys on, deleted content overwritten. One writer, several readers.

#include <filesystem>
#include <memory>

#include "store/database.h"

namespace kireise::store {

// The file is made when missing (its folder must exist). io when it cannot be opened or is no database.
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file);

// Writes one consistent state of a database that may be in use into a new file. conflict when that exists.
[[nodiscard]] Result<> copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace kireise::store
