#include "people/shared_content.h"

#include "base/base64.h"
#include "blueprint/object_exchange.h"
#include "blueprint/repository.h"

namespace kireise::people {
namespace {

using store::Connection;
using Ids = std::set<std::string, std::less<>>;

Result<std::optional<std::string>> head_in(Connection& tx) {
    const auto row = TRY(store::query_one<std::string>(tx, "SELECT commit_id FROM content_head WHERE id = 1"));
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

Result<Ids> ids_in(Connection& tx) {
    Ids ids;
    for (const auto& [id] : TRY(store::query<std::string>(tx, "SELECT id FROM content_object"))) ids.insert(id);
    return ids;
}

Result<> set_head(Connection& tx, const std::string& commit) {
    TRY(store::execute(
        tx, "INSERT INTO content_head (id, commit_id) VALUES (1, :commit) ON CONFLICT (id) DO UPDATE SET commit_id = excluded.commit_id",
        commit));
    return {};
}

Result<std::string> local_head(const std::filesystem::path& repository) {
    return TRY(blueprint::Repository::open(repository)).head_commit();
}

}  // namespace

store::Migrations shared_content_migrations() {
    return {"shared_content",
            {"CREATE TABLE content_object (id TEXT PRIMARY KEY, bytes TEXT NOT NULL);\n"
             "CREATE TABLE content_head (id BIGINT PRIMARY KEY, commit_id TEXT NOT NULL);\n"}};
}

Result<std::optional<std::string>> shared_head(store::Database& db) { return db.read(head_in); }

Result<> publish(store::Database& db, const std::filesystem::path& repository, const std::string& parent, const std::string& commit) {
    return db.write([&](Connection& tx) -> Result<> {
        if (TRY(head_in(tx)).value_or("") != parent) {
            return fail(ErrorKind::conflict, "Somebody else changed the content meanwhile; look at the new version and save again.");
        }
        for (const auto& [id, bytes] : TRY(blueprint::objects_behind(repository, commit, TRY(ids_in(tx))))) {
            TRY(store::execute(tx, "INSERT INTO content_object (id, bytes) VALUES (:id, :bytes)", id, to_base64(bytes)));
        }
        return set_head(tx, commit);
    });
}

Result<std::string> follow(store::Database& db, const std::filesystem::path& repository) {
    const auto head = TRY(shared_head(db));
    if (!head) return fail(ErrorKind::not_found, "The database holds no content yet.");
    const bool present = std::filesystem::exists(repository);
    const auto local = present ? local_head(repository).value_or("") : "";
    if (local == *head) return *head;
    const auto known = local.empty() ? Ids{} : TRY(blueprint::object_ids(repository, local));
    blueprint::ObjectMap missing;
    TRY(db.read([&](Connection& tx) -> Result<> {
        for (const auto& id : TRY(ids_in(tx))) {
            if (known.contains(id)) continue;
            const auto row = TRY(store::query_one<std::string>(tx, "SELECT bytes FROM content_object WHERE id = :id", id));
            if (row) missing.emplace(id, TRY(from_base64(std::get<0>(*row))));
        }
        return {};
    }));
    TRY(blueprint::take_over(repository, missing, *head));
    return *head;
}

}  // namespace kireise::people
