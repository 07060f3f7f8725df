#pragma once
// For the git files of this room only: handles of libgit2 that free themselves, and its errors as ours. Those files include <git2.h>
// themselves; here its types are only named.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct git_repository;
struct git_odb;
struct git_odb_backend;
struct git_odb_object;
struct git_commit;
struct git_tree;
struct git_treebuilder;
struct git_blob;
struct git_reference;
struct git_signature;
struct git_revwalk;
struct git_oid;

namespace kireise::blueprint {

// Keeps libgit2 initialised; counted inside the library. May be made and ended on several threads at once.
class GitLibrary {
   public:
    GitLibrary();
    GitLibrary(const GitLibrary&) = delete;
    GitLibrary& operator=(const GitLibrary&) = delete;
    ~GitLibrary();
};

struct GitFree {
    void operator()(git_repository* handle) const;
    void operator()(git_odb* handle) const;
    void operator()(git_odb_object* handle) const;
    void operator()(git_commit* handle) const;
    void operator()(git_tree* handle) const;
    void operator()(git_treebuilder* handle) const;
    void operator()(git_blob* handle) const;
    void operator()(git_reference* handle) const;
    void operator()(git_signature* handle) const;
    void operator()(git_revwalk* handle) const;
};

template <class T>
using GitHandle = std::unique_ptr<T, GitFree>;
using RepositoryHandle = GitHandle<git_repository>;
using OdbHandle = GitHandle<git_odb>;
using OdbObjectHandle = GitHandle<git_odb_object>;
using CommitHandle = GitHandle<git_commit>;
using TreeHandle = GitHandle<git_tree>;
using TreeBuilderHandle = GitHandle<git_treebuilder>;
using BlobHandle = GitHandle<git_blob>;
using ReferenceHandle = GitHandle<git_reference>;
using SignatureHandle = GitHandle<git_signature>;
using RevwalkHandle = GitHandle<git_revwalk>;

// The one branch of a content repository.
inline constexpr const char* main_branch = "refs/heads/main";

// Error of the library's last call: "The repository of the content cannot WHAT: reason." not_found, conflict, busy or io by its code.
[[nodiscard]] Result<> git_failure(int code, std::string_view what);

// Runs a libgit2 function that gives a handle by its first argument: make<CommitHandle>("read the commit", git_commit_lookup, repo, &id).
template <class Handle, class Function, class... Arguments>
Result<Handle> make(std::string_view what, Function function, Arguments... arguments) {
    typename Handle::pointer raw = nullptr;
    if (const int code = function(&raw, arguments...); code != 0) return std::unexpected(git_failure(code, what).error());
    return Handle(raw);
}

[[nodiscard]] Result<git_oid> parse_object_id(std::string_view hex);  // 40 lower-case hexadecimal digits; else invalid
[[nodiscard]] std::string to_hex(const git_oid& id);

// Bare repositories, exactly in this folder; create_bare makes it, conflict when there is one.
[[nodiscard]] Result<RepositoryHandle> open_bare(const std::filesystem::path& folder);
[[nodiscard]] Result<RepositoryHandle> create_bare(const std::filesystem::path& folder);

}  // namespace kireise::blueprint
