#include "blueprint/object_exchange.h"

#include <fmt/core.h>
#include <git2.h>

#include "blueprint/git_objects.h"

namespace kireise::blueprint {
namespace {

Result<> write_checked(git_repository* repository, const std::string& id, std::string_view bytes) {
    const auto written = TRY(write_object(repository, TRY(decode(bytes))));
    if (to_hex(written) == id) return {};
    return fail(ErrorKind::invalid, fmt::format("The object {} of the content was altered. Restore the database from a backup.", id));
}

Result<> set_branch(git_repository* repository, const git_oid& commit) {
    git_reference* raw = nullptr;
    const int code = git_reference_create(&raw, repository, main_branch, &commit, 1, nullptr);
    const ReferenceHandle reference(raw);
    return code == 0 ? Result<>{} : git_failure(code, "move the branch");
}

}  // namespace

Result<ObjectMap> objects_behind(const std::filesystem::path& folder, std::string_view commit,
                                 const std::set<std::string, std::less<>>& known) {
    const GitLibrary library;
    const auto repository = TRY(open_bare(folder));
    ObjectMap out;
    TRY(walk_history(repository.get(), TRY(parse_object_id(commit)), [&](const git_oid& id, ObjectType) -> Result<> {
        auto hex = to_hex(id);
        if (known.contains(hex)) return {};
        out.emplace(std::move(hex), encode(TRY(read_object(repository.get(), id))));
        return {};
    }));
    return out;
}

Result<std::set<std::string, std::less<>>> object_ids(const std::filesystem::path& folder, std::string_view commit) {
    const GitLibrary library;
    const auto repository = TRY(open_bare(folder));
    std::set<std::string, std::less<>> out;
    TRY(walk_history(repository.get(), TRY(parse_object_id(commit)), [&](const git_oid& id, ObjectType) -> Result<> {
        out.insert(to_hex(id));
        return {};
    }));
    return out;
}

Result<> take_over(const std::filesystem::path& folder, const ObjectMap& objects, std::string_view commit) {
    const GitLibrary library;
    const auto id = TRY(parse_object_id(commit));
    const auto repository = std::filesystem::exists(folder) ? TRY(open_bare(folder)) : TRY(create_bare(folder));
    auto writes = TRY(PackedWrites::begin(repository.get()));
    for (const auto& [object, bytes] : objects) TRY(write_checked(repository.get(), object, bytes));
    // Reads every object behind the commit: what is missing is found before the branch moves.
    TRY(walk_history(repository.get(), id, [&](const git_oid& object, ObjectType) -> Result<> {
        TRY(read_object(repository.get(), object));
        return {};
    }));
    TRY(writes.finish());
    return set_branch(repository.get(), id);
}

}  // namespace kireise::blueprint
