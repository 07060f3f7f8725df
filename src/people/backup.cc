#include "people/backup.h"

#include <fmt/core.h>

#include "base/files.h"
#include "base/json.h"
#include "base/sha256.h"
#include "blueprint/new_folder.h"
#include "store/sqlite.h"

namespace kireise::people {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_name = "kireise-backup.json";
constexpr std::string_view format_name = "kireise-backup/1";

Result<> io_failure(std::string_view what, const fs::path& path, const std::error_code& code) {
    return fail(ErrorKind::io, fmt::format("Cannot {} {}: {}.", what, path.string(), code.message()));
}

Result<> copy_tree(const fs::path& from, const fs::path& to) {
    std::error_code code;
    if (!fs::exists(from)) return {};
    fs::create_directories(to, code);
    fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing, code);
    return code ? io_failure("copy", from, code) : Result<>{};
}

// The branch first: what it names is in the objects that are copied after it.
Result<> copy_content(const fs::path& from, const fs::path& to) {
    TRY(copy_tree(from / "refs", to / "refs"));
    return copy_tree(from, to);
}

Result<std::map<std::string, BackupFile>> files_in(const fs::path& folder) {
    std::map<std::string, BackupFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_directory() || entry.path().filename() == manifest_name) continue;
        if (!entry.is_regular_file() || entry.is_symlink()) {
            return fail(ErrorKind::invalid, fmt::format("{} is no plain file; a backup holds plain files only.", entry.path().string()));
        }
        const auto name = entry.path().lexically_relative(folder).generic_string();
        const auto size = static_cast<std::int64_t>(entry.file_size());
        auto sha256 = TRY(sha256_of_file(entry.path()));
        files[name] = {size, std::move(sha256)};
    }
    return files;
}

Json to_json(const Backup& backup) {
    auto files = Json::object();
    for (const auto& [name, file] : backup.files) files[name] = {{"size", file.size}, {"sha256", file.sha256}};
    return {{"format", format_name}, {"town", backup.town}, {"made", backup.made}, {"commit", backup.commit}, {"files", std::move(files)}};
}

Result<Backup> from_json(const Json& json) {
    try {
        if (json.at("format") != format_name) return fail(ErrorKind::invalid, "This backup was made by another version of KI-Reise.");
        Backup backup{json.at("town"), json.at("made"), json.at("commit"), {}};
        for (const auto& [name, file] : json.at("files").items()) backup.files[name] = {file.at("size"), file.at("sha256")};
        return backup;
    } catch (const Json::exception&) {
        return fail(ErrorKind::invalid, fmt::format("{} is damaged.", manifest_name));
    }
}

Result<> compare(const Backup& stated, const std::map<std::string, BackupFile>& found, const fs::path& folder) {
    for (const auto& [name, file] : stated.files) {
        const auto here = found.find(name);
        if (here == found.end()) return fail(ErrorKind::invalid, fmt::format("The backup {} lacks the file {}.", folder.string(), name));
        if (here->second != file)
            return fail(ErrorKind::invalid, fmt::format("The file {} in {} was altered or is damaged.", name, folder.string()));
    }
    for (const auto& [name, file] : found) {
        if (!stated.files.contains(name))
            return fail(ErrorKind::invalid, fmt::format("The file {} in {} does not belong to the backup.", name, folder.string()));
    }
    return {};
}

Result<Backup> write_backup(const Town& town, const std::string& name, const fs::path& folder) {
    TRY(store::copy_sqlite(town.folder() / "town.db", folder / "town.db"));
    TRY(copy_content(town.folder() / "content.git", folder / "content.git"));
    TRY(copy_tree(town.folder() / "documents", folder / "documents"));
    Backup backup;
    backup.town = name;
    backup.made = to_string(system_clock()());
    backup.commit = TRY(town.head_commit());
    backup.files = TRY(files_in(folder));
    TRY(write_file(folder / manifest_name, to_json(backup).dump(2) + "\n", Readers::owner_only));
    return backup;
}

Result<> make_private(const fs::path& folder) {
    std::error_code code;
    fs::create_directories(folder, code);
    fs::permissions(folder, fs::perms::owner_all, code);
    return code ? io_failure("make the folder", folder, code) : Result<>{};
}

}  // namespace

Result<Backup> back_up(const Town& town, const std::string& name, const fs::path& target) {
    Backup backup;
    TRY(blueprint::make_folder(target, [&](const fs::path& draft) -> Result<> {
        TRY(make_private(draft));
        backup = TRY(write_backup(town, name, draft));
        return {};
    }));
    return backup;
}

Result<Backup> verify_backup(const fs::path& backup) {
    const auto stated = TRY(from_json(TRY(parse_json(TRY(read_file(backup / manifest_name))))));
    TRY(compare(stated, TRY(files_in(backup)), backup));
    return stated;
}

Result<Backup> restore_backup(const fs::path& backup, const fs::path& town_folder) {
    const auto stated = TRY(verify_backup(backup));
    TRY(blueprint::make_folder(town_folder, [&](const fs::path& draft) -> Result<> {
        TRY(make_private(draft));
        TRY(copy_tree(backup, draft));
        std::error_code code;
        fs::remove(draft / manifest_name, code);
        return compare(stated, TRY(files_in(draft)), draft);
    }));
    return stated;
}

std::string backup_advice(const std::string& schema) {
    return fmt::format(
        "With PostgreSQL the town's documents and content lie in the database too. Back it up with: pg_dump --format=custom "
        "--schema={} DATABASE > {}.dump, and restore it with: pg_restore --dbname=DATABASE {}.dump",
        schema, schema, schema);
}

}  // namespace kireise::people
