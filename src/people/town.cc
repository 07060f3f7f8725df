#include "people/town.h"

#include <fmt/core.h>

#include "store/sqlite.h"

namespace kireise::people {

Result<std::unique_ptr<Town>> Town::open(TownSettings settings, const blueprint::Tree& first_content,
                                         const std::vector<store::Migrations>& migrations) {
    std::error_code code;
    std::filesystem::create_directories(settings.folder, code);
    if (code) return fail(ErrorKind::io, fmt::format("Cannot make the folder {}: {}.", settings.folder.string(), code.message()));
    std::filesystem::permissions(settings.folder, std::filesystem::perms::owner_all, code);  // personal data: for the owner alone
    std::unique_ptr<Town> town(new Town(std::move(settings)));
    const auto content = town->folder() / "content.git";
    if (!std::filesystem::exists(content)) {
        const auto snapshot = TRY(blueprint::Snapshot::load(first_content));
        TRY(blueprint::Repository::init_from(content, first_content, snapshot->release()));
    }
    town->repository_ = TRY(town->open_repository());
    town->db_ = TRY(store::open_sqlite(town->folder() / "town.db"));
    TRY(store::migrate(*town->db_, migrations));
    return town;
}

Result<blueprint::Repository> Town::open_repository() const { return blueprint::Repository::open(folder() / "content.git"); }

Result<std::string> Town::head_commit() const {
    const std::lock_guard lock(repository_mutex_);
    return repository_->head_commit();
}

Result<std::shared_ptr<const blueprint::Snapshot>> Town::content() const { return content_at(TRY(head_commit())); }

Result<std::shared_ptr<const blueprint::Snapshot>> Town::content_at(const std::string& commit) const {
    const auto tree_id = TRY([&] {
        const std::lock_guard lock(repository_mutex_);
        return repository_->tree_id(commit);
    }());
    // Its own handle, so that whoever reads another tree meanwhile does not wait for this one.
    return cache_.get(tree_id, [&]() -> Result<blueprint::Tree> { return TRY(open_repository()).tree_of(commit); });
}

store::Migrations setting_migrations() {
    return {"settings", {"CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);\n"}};
}

Result<std::string> setting(const Town& town, std::string_view name) {
    const auto row = TRY(town.db().read(
        [&](store::Connection& tx) { return store::query_one<std::string>(tx, "SELECT value FROM setting WHERE name = :name", name); }));
    return row ? std::get<0>(*row) : std::string{};
}

Result<> set_setting(const Town& town, std::string_view name, std::string_view value) {
    TRY(town.db().write([&](store::Connection& tx) {
        return store::execute(tx, "INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                              name, value);
    }));
    return {};
}

}  // namespace kireise::people
