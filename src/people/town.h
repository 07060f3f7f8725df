#pragma once
// The context object: one municipality with its database, content, clock and randomness. Everything is reached through it.
// Lies in one folder: town.db, content.git, documents/. With PostgreSQL the database and the documents lie on its server.

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "blueprint/repository.h"
#include "blueprint/snapshot.h"
#include "store/blobs.h"
#include "store/migrations.h"

namespace kireise::people {

struct TownSettings {
    std::filesystem::path folder;
    std::string database_url;  // "" for SQLite in the folder, or a PostgreSQL server's url
    std::string schema;        // of this town on that server
    Clock clock = system_clock();
    Random random = system_random();
};

class Town {
   public:
    // Opens the town in the folder, or makes a new one with the given content as its first commit; brings the database up to date.
    [[nodiscard]] static Result<std::unique_ptr<Town>> open(TownSettings settings, const blueprint::Tree& first_content,
                                                            const std::vector<store::Migrations>& migrations);

    [[nodiscard]] const std::filesystem::path& folder() const { return settings_.folder; }
    [[nodiscard]] store::Database& db() const { return *db_; }
    [[nodiscard]] store::Blobs& documents() const { return *documents_; }
    // The content's history; each caller gets its own, since one thread at a time may use one.
    [[nodiscard]] Result<blueprint::Repository> open_repository() const;
    [[nodiscard]] Instant now() const { return settings_.clock(); }
    [[nodiscard]] Date today() const { return german_date(now()); }
    [[nodiscard]] const Clock& clock() const { return settings_.clock; }
    [[nodiscard]] const Random& random() const { return settings_.random; }

    // For a demonstration whose date stands still.
    void use_clock(Clock clock) { settings_.clock = std::move(clock); }

    // The content of the newest commit, and of any commit; loaded once for each tree.
    [[nodiscard]] Result<std::shared_ptr<const blueprint::Snapshot>> content() const;
    [[nodiscard]] Result<std::shared_ptr<const blueprint::Snapshot>> content_at(const std::string& commit) const;
    [[nodiscard]] Result<std::string> head_commit() const;

    // Puts a change on top and gives the new commit (blueprint::Repository::commit_change).
    [[nodiscard]] Result<std::string> commit(const blueprint::Change& change) const;

   private:
    explicit Town(TownSettings settings) : settings_(std::move(settings)) {}

    [[nodiscard]] bool is_shared() const { return !settings_.database_url.empty(); }  // with other processes
    [[nodiscard]] std::filesystem::path content_folder() const { return settings_.folder / "content.git"; }
    [[nodiscard]] Result<> open_database(const std::vector<store::Migrations>& migrations);
    [[nodiscard]] Result<> found_content(const blueprint::Tree& first_content) const;

    TownSettings settings_;
    std::unique_ptr<store::Database> db_;
    std::unique_ptr<store::Blobs> documents_;
    mutable std::mutex repository_mutex_;
    mutable std::optional<blueprint::Repository> repository_;  // for content() and content_at()
    mutable blueprint::SnapshotCache cache_;
};

// Settings of the town that are changed at run time ("name", "land", ...). "" when not set.
[[nodiscard]] store::Migrations setting_migrations();
[[nodiscard]] Result<std::string> setting(const Town& town, std::string_view name);
// All at once, for what needs several. Those that are not set are missing.
using Settings = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] Result<Settings> settings(const Town& town);
[[nodiscard]] Result<> set_setting(const Town& town, std::string_view name, std::string_view value);

}  // namespace kireise::people
