#pragma once
// A backup of one town on SQLite: a folder with town.db, documents/, content.git/ and kireise-backup.json, which states every file's size
// and SHA-256. Taken while the town is being served: the database is one consistent state, and what its rows name is there. With PostgreSQL
// everything lies in the database, and its own tools back it up (backup_advice).

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "people/town.h"

namespace kireise::people {

struct BackupFile {
    std::int64_t size = 0;  // bytes
    std::string sha256;

    friend bool operator==(const BackupFile&, const BackupFile&) = default;
};

struct Backup {
    std::string town;  // its name in the installation
    std::string made;  // RFC 3339, UTC
    std::string commit;
    std::map<std::string, BackupFile> files;  // by path, "/" between names
};

// Writes into a folder that does not exist or is empty (conflict). On an error nothing is left behind.
[[nodiscard]] Result<Backup> back_up(const Town& town, const std::string& name, const std::filesystem::path& target);

// Reads what the backup says and checks every file against it. invalid, naming the first file that is missing, altered or not listed.
[[nodiscard]] Result<Backup> verify_backup(const std::filesystem::path& backup);

// Checks the backup, then copies it into the folder of a town that does not exist yet (conflict), and checks the copy.
[[nodiscard]] Result<Backup> restore_backup(const std::filesystem::path& backup, const std::filesystem::path& town_folder);

// What to type for a town on a PostgreSQL server.
[[nodiscard]] std::string backup_advice(const std::string& schema);

}  // namespace kireise::people
