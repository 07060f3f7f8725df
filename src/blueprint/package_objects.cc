#include "blueprint/package_objects.h"

#include <fmt/core.h>
#include <git2.h>

#include <set>

#include "blueprint/git_objects.h"

namespace kireise::blueprint {
namespace {

Result<git_oid> commit_tree(git_repository* repository, const git_oid& commit) {
    const auto found = TRY(make<CommitHandle>("find the commit of the package", git_commit_lookup, repository, &commit));
    return *git_commit_tree_id(found.get());
}

// Ids of the files as blobs.
Result<std::set<std::string>> file_ids(const Tree& files) {
    std::set<std::string> out;
    for (const auto& [path, content] : files) {
        const auto id = TRY(hash_object({ObjectType::blob, content}));
        out.insert(to_hex(id));
    }
    return out;
}

Result<> write_checked(git_repository* repository, const std::string& id, std::string_view bytes) {
    const auto object = TRY(decode(bytes));
    const auto written = TRY(write_object(repository, object));
    if (to_hex(written) == id) return {};
    return fail(ErrorKind::invalid, fmt::format("The object {} of the package was altered; fetch the package again.", id));
}

// The history must be complete and hold nothing besides: what nobody refers to would travel along unseen.
Result<> check_complete(git_repository* repository, const git_oid& commit, const History& history, const std::set<std::string>& files) {
    std::set<std::string> needed;
    TRY(walk_history(repository, commit, [&](const git_oid& id, ObjectType type) -> Result<> {
        auto hex = to_hex(id);
        const bool is_file = type == ObjectType::blob && files.contains(hex);
        if (!is_file && !history.objects.contains(hex))
            return fail(ErrorKind::invalid, fmt::format("The package lacks the object {}.", hex));
        if (is_file) return {};
        const auto object = TRY(read_object(repository, id));
        if (object.type != type) return fail(ErrorKind::invalid, fmt::format("The object {} of the package is of the wrong type.", hex));
        needed.insert(std::move(hex));
        return {};
    }));
    if (needed.size() == history.objects.size()) return {};
    return fail(ErrorKind::invalid, "The package holds objects that do not belong to its history.");
}

Result<> check_tree(git_repository* repository, const git_oid& commit, const History& history) {
    const auto tree = TRY(commit_tree(repository, commit));
    const auto rebuilt = TRY(write_tree_objects(repository, history.files));
    if (to_hex(tree) == history.tree && git_oid_equal(&tree, &rebuilt) != 0) return {};
    return fail(ErrorKind::invalid, "The files of the package are not those of its newest commit; fetch the package again.");
}

Result<> build_unchecked(const std::filesystem::path& folder, const History& history) {
    const GitLibrary library;
    const auto commit = TRY(parse_object_id(history.commit));
    const auto repository = TRY(create_bare(folder));
    auto writes = TRY(PackedWrites::begin(repository.get()));
    for (const auto& [id, bytes] : history.objects) TRY(write_checked(repository.get(), id, bytes));
    TRY(check_tree(repository.get(), commit, history));
    const auto files = TRY(file_ids(history.files));
    TRY(check_complete(repository.get(), commit, history, files));
    TRY(writes.finish());
    git_reference* raw = nullptr;
    const int code = git_reference_create(&raw, repository.get(), main_branch, &commit, 0, nullptr);
    const ReferenceHandle reference(raw);
    return code == 0 ? Result<>{} : git_failure(code, "write the branch");
}

}  // namespace

Result<ObjectMap> collect_objects(const std::filesystem::path& folder, std::string_view commit) {
    const GitLibrary library;
    const auto repository = TRY(open_bare(folder));
    const auto id = TRY(parse_object_id(commit));
    const auto tree = TRY(commit_tree(repository.get(), id));
    const auto files = TRY(read_tree_objects(repository.get(), tree));
    const auto left_out = TRY(file_ids(files));
    ObjectMap out;
    TRY(walk_history(repository.get(), id, [&](const git_oid& object, ObjectType type) -> Result<> {
        auto hex = to_hex(object);
        if (type == ObjectType::blob && left_out.contains(hex)) return {};
        const auto content = TRY(read_object(repository.get(), object));
        out.emplace(std::move(hex), encode(content));
        return {};
    }));
    return out;
}

Result<> build_repository(const std::filesystem::path& folder, const History& history) {
    auto built = build_unchecked(folder, history);
    // What git cannot find or read in a repository that holds just this package is a fault of the package.
    if (!built && built.error().kind == ErrorKind::not_found) built.error().kind = ErrorKind::invalid;
    return built;
}

}  // namespace kireise::blueprint
