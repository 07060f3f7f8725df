#include "blueprint/git_objects.h"

#include <fmt/core.h>
#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>

#include <charconv>
#include <cstring>
#include <set>

namespace kireise::blueprint {
namespace {

using TreeIterator = Tree::const_iterator;

git_object_t git_type(ObjectType type) {
    switch (type) {
        case ObjectType::commit: return GIT_OBJECT_COMMIT;
        case ObjectType::tree: return GIT_OBJECT_TREE;
        case ObjectType::blob: return GIT_OBJECT_BLOB;
    }
    return GIT_OBJECT_INVALID;
}

// Writes the files [first, last), which all start with the same `prefix` characters, as one tree.
Result<git_oid> write_level(git_repository* repository, TreeIterator first, TreeIterator last, std::size_t prefix) {
    const auto builder = TRY(make<TreeBuilderHandle>("build a tree", git_treebuilder_new, repository, nullptr));
    while (first != last) {
        const auto rest = std::string_view(first->first).substr(prefix);
        const auto slash = rest.find('/');
        const auto name = std::string(rest.substr(0, slash));
        git_oid id;
        auto next = std::next(first);
        if (slash == std::string_view::npos) {
            if (const int code = git_blob_create_from_buffer(&id, repository, first->second.data(), first->second.size()); code != 0) {
                return std::unexpected(git_failure(code, "write a file into the repository").error());
            }
        } else {
            const auto folder = first->first.substr(0, prefix + slash + 1);
            while (next != last && next->first.starts_with(folder)) ++next;
            id = TRY(write_level(repository, first, next, folder.size()));
        }
        const auto mode = slash == std::string_view::npos ? GIT_FILEMODE_BLOB : GIT_FILEMODE_TREE;
        if (const int code = git_treebuilder_insert(nullptr, builder.get(), name.c_str(), &id, mode); code != 0) {
            return std::unexpected(git_failure(code, "build a tree").error());
        }
        first = next;
    }
    git_oid id;
    if (const int code = git_treebuilder_write(&id, builder.get()); code != 0)
        return std::unexpected(git_failure(code, "write a tree").error());
    return id;
}

// What stands in a tree: plain files and folders with safe names, each once.
struct Entry {
    std::string path;
    git_oid id;
    bool is_folder = false;
};

Result<std::vector<Entry>> entries_of(git_repository* repository, const git_oid& id, const std::string& prefix) {
    const auto tree = TRY(make<TreeHandle>("read a tree", git_tree_lookup, repository, &id));
    std::vector<Entry> out;
    std::set<std::string> names;
    for (std::size_t i = 0; i < git_tree_entrycount(tree.get()); ++i) {
        const auto* entry = git_tree_entry_byindex(tree.get(), i);
        const auto mode = git_tree_entry_filemode_raw(entry);
        auto path = prefix + git_tree_entry_name(entry);
        if (const auto problem = path_problem(path)) return fail(ErrorKind::invalid, *problem);
        if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_TREE) {
            return fail(ErrorKind::invalid, fmt::format("{}: a Blaupause holds plain files and folders only, no links.", path));
        }
        if (!names.insert(path).second) return fail(ErrorKind::invalid, fmt::format("{} stands twice in a tree.", path));
        out.push_back({std::move(path), *git_tree_entry_id(entry), mode == GIT_FILEMODE_TREE});
    }
    return out;
}

Result<> read_level(git_repository* repository, const git_oid& id, const std::string& prefix, Tree& out) {
    for (const auto& entry : TRY(entries_of(repository, id, prefix))) {
        if (entry.is_folder) {
            TRY(read_level(repository, entry.id, entry.path + "/", out));
            continue;
        }
        if (out.size() == max_tree_files) return fail(ErrorKind::too_large, "The tree has too many files.");
        const auto blob = TRY(make<BlobHandle>("read a file from the repository", git_blob_lookup, repository, &entry.id));
        const auto size = static_cast<std::size_t>(git_blob_rawsize(blob.get()));
        out.emplace(entry.path, std::string(static_cast<const char*>(git_blob_rawcontent(blob.get())), size));
    }
    return {};
}

class HistoryWalk {
   public:
    using Visit = std::function<Result<>(const git_oid&, ObjectType)>;
    HistoryWalk(git_repository* repository, const Visit& visit) : repository_(repository), visit_(visit) {}

    Result<> commit(const git_oid& id) {
        const auto commit = TRY(make<CommitHandle>("read a commit", git_commit_lookup, repository_, &id));
        TRY(visit_(id, ObjectType::commit));
        return tree(*git_commit_tree_id(commit.get()), "");
    }

   private:
    Result<> tree(const git_oid& id, const std::string& prefix) {
        if (!seen_.insert(to_hex(id)).second) return {};
        TRY(visit_(id, ObjectType::tree));
        for (const auto& entry : TRY(entries_of(repository_, id, prefix))) {
            if (entry.is_folder) TRY(tree(entry.id, entry.path + "/"));
            else if (seen_.insert(to_hex(entry.id)).second) TRY(visit_(entry.id, ObjectType::blob));
        }
        return {};
    }

    git_repository* repository_;
    const Visit& visit_;
    std::set<std::string> seen_;
};

}  // namespace

std::string encode(const GitObject& object) {
    auto out = fmt::format("{} {}", to_id(object.type), object.content.size());
    out += '\0';
    return out + object.content;
}

Result<GitObject> decode(std::string_view bytes) {
    const auto zero = bytes.find('\0');
    const auto type = from_id<ObjectType>(bytes.substr(0, bytes.find(' ')));
    if (type && zero != std::string_view::npos) {
        GitObject out{*type, std::string(bytes.substr(zero + 1))};
        if (encode(out) == bytes) return out;
    }
    return fail(ErrorKind::invalid, "The package holds an object that is not in git's format.");
}

Result<git_oid> write_tree_objects(git_repository* repository, const Tree& tree) {
    TRY(check_limits(tree));
    return write_level(repository, tree.begin(), tree.end(), 0);
}

Result<Tree> read_tree_objects(git_repository* repository, const git_oid& tree) {
    Tree out;
    TRY(read_level(repository, tree, "", out));
    TRY(check_limits(out));
    return out;
}

Result<> walk_history(git_repository* repository, const git_oid& commit, const HistoryWalk::Visit& visit) {
    const auto revwalk = TRY(make<RevwalkHandle>("walk the history", git_revwalk_new, repository));
    if (const int code = git_revwalk_push(revwalk.get(), &commit); code != 0) return git_failure(code, "walk the history");
    HistoryWalk walk(repository, visit);
    git_oid id;
    int code = 0;
    while ((code = git_revwalk_next(&id, revwalk.get())) == 0) TRY(walk.commit(id));
    if (code != GIT_ITEROVER) return git_failure(code, "walk the history");
    return {};
}

Result<GitObject> read_object(git_repository* repository, const git_oid& id) {
    const auto odb = TRY(make<OdbHandle>("open the object database", git_repository_odb, repository));
    const auto object = TRY(make<OdbObjectHandle>(fmt::format("read the object {}", to_hex(id)), git_odb_read, odb.get(), &id));
    const auto type = from_id<ObjectType>(git_object_type2string(git_odb_object_type(object.get())));
    if (!type) return fail(ErrorKind::invalid, fmt::format("The object {} is neither commit, tree nor file.", to_hex(id)));
    const auto* data = static_cast<const char*>(git_odb_object_data(object.get()));
    return GitObject{*type, std::string(data, git_odb_object_size(object.get()))};
}

Result<git_oid> write_object(git_repository* repository, const GitObject& object) {
    const auto odb = TRY(make<OdbHandle>("open the object database", git_repository_odb, repository));
    git_oid id;
    const int code = git_odb_write(&id, odb.get(), object.content.data(), object.content.size(), git_type(object.type));
    if (code != 0) return std::unexpected(git_failure(code, "write an object").error());
    return id;
}

Result<git_oid> hash_object(const GitObject& object) {
    git_oid id;
    const int code = git_odb_hash(&id, object.content.data(), object.content.size(), git_type(object.type));
    if (code != 0) return std::unexpected(git_failure(code, "hash an object").error());
    return id;
}

Result<PackedWrites> PackedWrites::begin(git_repository* repository) {
    constexpr int above_the_others = 999;
    auto odb = TRY(make<OdbHandle>("open the object database", git_repository_odb, repository));
    git_odb_backend* memory = nullptr;
    if (const int code = git_mempack_new(&memory); code != 0) return std::unexpected(git_failure(code, "collect objects").error());
    if (const int code = git_odb_add_backend(odb.get(), memory, above_the_others); code != 0) {
        memory->free(memory);
        return std::unexpected(git_failure(code, "collect objects").error());
    }
    return PackedWrites(repository, std::move(odb), memory);
}

Result<> PackedWrites::finish() {
    git_buf pack = GIT_BUF_INIT;
    const std::unique_ptr<git_buf, void (*)(git_buf*)> owner(&pack, git_buf_dispose);
    if (const int code = git_mempack_dump(&pack, repository_, memory_); code != 0) return git_failure(code, "pack the objects");
    git_odb_writepack* raw = nullptr;
    if (const int code = git_odb_write_pack(&raw, odb_.get(), nullptr, nullptr); code != 0) return git_failure(code, "write a pack");
    const auto release = [](git_odb_writepack* writer) { writer->free(writer); };
    const std::unique_ptr<git_odb_writepack, decltype(release)> writer(raw, release);
    git_indexer_progress progress{};
    int code = writer->append(writer.get(), pack.ptr, pack.size, &progress);
    if (code == 0) code = writer->commit(writer.get(), &progress);
    if (code != 0) return git_failure(code, "write a pack");
    git_mempack_reset(memory_);
    return {};
}

}  // namespace kireise::blueprint
