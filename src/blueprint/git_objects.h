#pragma once
// For the git files of this room only: trees and objects of a repository as values.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "blueprint/git_handles.h"
#include "blueprint/ids.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {

enum class ObjectType { commit, tree, blob };

constexpr EnumIds<ObjectType, 3> enum_ids(ObjectType) {
    return {{{ObjectType::commit, "commit"}, {ObjectType::tree, "tree"}, {ObjectType::blob, "blob"}}};
}

struct GitObject {
    ObjectType type = ObjectType::blob;
    std::string content;
};

// Git's own encoding, whose SHA-1 is the object's id: "blob 12\0...".
[[nodiscard]] std::string encode(const GitObject& object);
[[nodiscard]] Result<GitObject> decode(std::string_view bytes);  // commit, tree or blob

// Writes blobs and trees; the id of the root tree. Objects that exist are not written again.
[[nodiscard]] Result<git_oid> write_tree_objects(git_repository* repository, const Tree& tree);

// The files of a tree. invalid for anything but plain files with safe names within the limits.
[[nodiscard]] Result<Tree> read_tree_objects(git_repository* repository, const git_oid& tree);

// Visits every commit, tree and blob behind the commit once. invalid for a tree with unsafe names or other things than files and folders.
[[nodiscard]] Result<> walk_history(git_repository* repository, const git_oid& commit,
                                    const std::function<Result<>(const git_oid&, ObjectType)>& visit);

// invalid for an object that is neither commit, tree nor blob.
[[nodiscard]] Result<GitObject> read_object(git_repository* repository, const git_oid& id);
[[nodiscard]] Result<git_oid> write_object(git_repository* repository, const GitObject& object);
[[nodiscard]] Result<git_oid> hash_object(const GitObject& object);  // the id that it would get

// Collects what is written to the repository in memory and puts it on disk as one pack, so that it is synced once.
class PackedWrites {
   public:
    [[nodiscard]] static Result<PackedWrites> begin(git_repository* repository);
    [[nodiscard]] Result<> finish();  // everything behind the commits that were written

   private:
    PackedWrites(git_repository* repository, OdbHandle odb, git_odb_backend* memory)
        : repository_(repository), odb_(std::move(odb)), memory_(memory) {}
    git_repository* repository_;
    OdbHandle odb_;
    git_odb_backend* memory_;  // owned by odb_
};

}  // namespace kireise::blueprint
