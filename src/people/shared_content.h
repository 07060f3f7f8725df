#pragma once
// The content's history when several processes serve a town: its git objects lie in the database, the folder of each process is a copy that
// follows. So one backup of the database holds everything, and no process needs to reach another's disk.

#include <filesystem>
#include <optional>
#include <string>

#include "store/migrations.h"

namespace kireise::people {

[[nodiscard]] store::Migrations shared_content_migrations();

// The newest commit in the database; nullopt before the first publish.
[[nodiscard]] Result<std::optional<std::string>> shared_head(store::Database& db);

// Puts the commit and what is behind it into the database. conflict when its newest commit is not `parent` any more ("" for the first one).
[[nodiscard]] Result<> publish(store::Database& db, const std::filesystem::path& repository, const std::string& parent,
                               const std::string& commit);

// Brings the folder (made when missing) to the database's newest commit, whatever its own branch says; gives that commit. not_found before
// the first publish.
[[nodiscard]] Result<std::string> follow(store::Database& db, const std::filesystem::path& repository);

}  // namespace kireise::people
