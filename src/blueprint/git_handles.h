#pragma once
// For the git files of this room only: handles of libgit2 that free themselves, and its errors as ours.

#include <git2.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kireise::blueprint {

// Keeps libgit2 initialised; counted inside the library.
class GitLibrary {
   public:
    GitLibrary();
    GitLibrary(const GitLibrary&) = delete;
    GitLibrary& operator=(const GitLibrary&) = delete;
    ~GitLibrary();
};

template <auto Free>
struct GitFree {
    template <class T>
    void operator()(T* handle) const {
        Free(handle);
    }
};

using RepositoryHandle = std::unique_ptr<git_repository, GitFree<git_repository_free>>;
using OdbHandle = std::unique_ptr<git_odb, GitFree<git_odb_free>>;
using OdbObjectHandle = std::unique_ptr<git_odb_object, GitFree<git_odb_object_free>>;
using CommitHandle = std::unique_ptr<git_commit, GitFree<git_commit_free>>;
using TreeHandle = std::unique_ptr<git_tree, GitFree<git_tree_free>>;
using TreeBuilderHandle = std::unique_ptr<git_treebuilder, GitFree<git_treebuilder_free>>;
using BlobHandle = std::unique_ptr<git_blob, GitFree<git_blob_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, GitFree<git_reference_free>>;
using SignatureHandle = std::unique_ptr<git_signature, GitFree<git_signature_free>>;
using RevwalkHandle = std::unique_ptr<git_revwalk, GitFree<git_revwalk_free>>;
using DiffHandle = std::unique_ptr<git_diff, GitFree<git_diff_free>>;
using PatchHandle = std::unique_ptr<git_patch, GitFree<git_patch_free>>;

struct Buffer {
    Buffer() = default;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer() { git_buf_dispose(&raw); }
    [[nodiscard]] std::string_view text() const { return {raw.ptr, raw.size}; }

    git_buf raw{};
};

// The one branch of a content repository.
inline constexpr const char* main_branch = "refs/heads/main";

// Error of the library's last call: "Cannot WHAT: reason."
[[nodiscard]] Result<> git_failure(int code, std::string_view what);

// Runs a libgit2 function that gives a handle by its first argument: make<CommitHandle>("read the commit", git_commit_lookup, repo, &id).
template <class Handle, class Function, class... Arguments>
Result<Handle> make(std::string_view what, Function function, Arguments... arguments) {
    typename Handle::pointer raw = nullptr;
    if (const int code = function(&raw, arguments...); code != 0) return std::unexpected(git_failure(code, what).error());
    return Handle(raw);
}

[[nodiscard]] Result<git_oid> parse_object_id(std::string_view hex);  // 40 lower-case hexadecimal digits
[[nodiscard]] std::string to_hex(const git_oid& id);

[[nodiscard]] Result<RepositoryHandle> open_bare(const std::filesystem::path& folder);
[[nodiscard]] Result<RepositoryHandle> create_bare(const std::filesystem::path& folder);

}  // namespace kireise::blueprint
