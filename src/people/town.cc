#include "people/town.h"

#include <fmt/core.h>

#include "people/shared_content.h"
#include "store/postgresql.h"
#include "store/sqlite.h"

namespace kireise::people {

Result<std::unique_ptr<Town>> Town::open(TownSettings settings, const blueprint::Tree& first_content,
                                         const std::vector<store::Migrations>& migrations) {
    std::error_code code;
    std::filesystem::create_directories(settings.folder, code);
    if (code) return fail(ErrorKind::io, fmt::format("Cannot make the folder {}: {}.", settings.folder.string(), code.message()));
    std::filesystem::permissions(settings.folder, std::filesystem::perms::owner_all, code);  // personal data: for the owner alone
    std::unique_ptr<Town> town(new Town(std::move(settings)));
    TRY(town->open_database(migrations));
    TRY(town->found_content(first_content));
    town->repository_ = TRY(blueprint::Repository::open(town->content_folder()));
    return town;
}

Result<> Town::open_database(const std::vector<store::Migrations>& migrations) {
    if (is_shared()) {
        db_ = TRY(store::open_postgresql(settings_.database_url, settings_.schema));
        documents_ = store::blobs_in_database(*db_);
    } else {
        db_ = TRY(store::open_sqlite(folder() / "town.db"));
        documents_ = store::blobs_in_folder(folder() / "documents");
    }
    return store::migrate(*db_, migrations);
}

Result<> Town::found_content(const blueprint::Tree& first_content) const {
    const bool shared_already = is_shared() && TRY(shared_head(*db_));
    if (!shared_already && !std::filesystem::exists(content_folder())) {
        const auto snapshot = TRY(blueprint::Snapshot::load(first_content));
        TRY(blueprint::Repository::init_from(content_folder(), first_content, snapshot->release()));
    }
    if (!is_shared()) return {};
    if (!shared_already) TRY(publish(*db_, content_folder(), "", TRY(TRY(blueprint::Repository::open(content_folder())).head_commit())));
    TRY(follow(*db_, content_folder()));
    return {};
}

Result<blueprint::Repository> Town::open_repository() const {
    TRY(head_commit());
    return blueprint::Repository::open(content_folder());
}

Result<std::string> Town::head_commit() const {
    const auto newest = is_shared() ? TRY(shared_head(*db_)) : std::nullopt;
    const std::lock_guard lock(repository_mutex_);
    auto here = TRY(repository_->head_commit());
    return !is_shared() || newest == here ? here : follow(*db_, content_folder());
}

Result<std::string> Town::commit(const blueprint::Change& change) const {
    const std::lock_guard lock(repository_mutex_);
    if (!is_shared()) return repository_->commit_change(change);
    TRY(follow(*db_, content_folder()));
    const auto commit = TRY(repository_->commit_change(change));
    // When this fails, the next follow() sets our branch back to what all others see.
    if (commit != change.parent) TRY(publish(*db_, content_folder(), change.parent, commit));
    return commit;
}

Result<std::shared_ptr<const blueprint::Snapshot>> Town::content() const { return content_at(TRY(head_commit())); }

Result<std::shared_ptr<const blueprint::Snapshot>> Town::content_at(const std::string& commit) const {
    const auto tree_id = TRY([&]() -> Result<std::string> {
        const std::lock_guard lock(repository_mutex_);
        auto here = repository_->tree_id(commit);
        if (here || !is_shared() || here.error().kind != ErrorKind::not_found) return here;
        TRY(follow(*db_, content_folder()));  // another process has committed it, and its row was read before its content
        return repository_->tree_id(commit);
    }());
    // Its own handle, so that whoever reads another tree meanwhile does not wait for this one.
    return cache_.get(tree_id,
                      [&]() -> Result<blueprint::Tree> { return TRY(blueprint::Repository::open(content_folder())).tree_of(commit); });
}

}  // namespace kireise::people
