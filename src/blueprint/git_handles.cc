#include "blueprint/git_handles.h"

#include <fmt/core.h>
#include <git2.h>

#include <algorithm>
#include <array>
#include <mutex>

namespace kireise::blueprint {
namespace {

// The library's options are plain globals: they are set once, before any thread goes on that needs them.
std::mutex library_mutex;

ErrorKind kind_of(int code) {
    switch (code) {
        case GIT_ENOTFOUND: return ErrorKind::not_found;
        case GIT_EEXISTS:
        case GIT_EMODIFIED: return ErrorKind::conflict;
        case GIT_ELOCKED: return ErrorKind::busy;
        default: return ErrorKind::io;
    }
}

}  // namespace

// Objects and references are synced to disk: a commit comes before the database row that names it. Configuration of the user or the
// machine plays no part, so that the same content gives the same commit everywhere.
GitLibrary::GitLibrary() {
    const std::lock_guard lock(library_mutex);
    if (git_libgit2_init() != 1) return;  // some other handle keeps it initialised
    git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
    for (const int level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL}) {
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
}

GitLibrary::~GitLibrary() {
    const std::lock_guard lock(library_mutex);
    git_libgit2_shutdown();
}

void GitFree::operator()(git_repository* handle) const { git_repository_free(handle); }
void GitFree::operator()(git_odb* handle) const { git_odb_free(handle); }
void GitFree::operator()(git_odb_object* handle) const { git_odb_object_free(handle); }
void GitFree::operator()(git_commit* handle) const { git_commit_free(handle); }
void GitFree::operator()(git_tree* handle) const { git_tree_free(handle); }
void GitFree::operator()(git_treebuilder* handle) const { git_treebuilder_free(handle); }
void GitFree::operator()(git_blob* handle) const { git_blob_free(handle); }
void GitFree::operator()(git_reference* handle) const { git_reference_free(handle); }
void GitFree::operator()(git_signature* handle) const { git_signature_free(handle); }
void GitFree::operator()(git_revwalk* handle) const { git_revwalk_free(handle); }

Result<> git_failure(int code, std::string_view what) {
    const auto* last = git_error_last();
    return fail(kind_of(code), fmt::format("The repository of the content cannot {}: {}.", what,
                                           last != nullptr && last->message != nullptr ? last->message : "no reason given"));
}

Result<git_oid> parse_object_id(std::string_view hex) {
    const bool is_hex = std::ranges::all_of(hex, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    git_oid id;
    if (hex.size() == GIT_OID_HEXSZ && is_hex && git_oid_fromstrn(&id, hex.data(), hex.size()) == 0) return id;
    return fail(ErrorKind::invalid, fmt::format("\"{}\" is no id of a commit or tree; it has 40 hexadecimal digits.", hex.substr(0, 80)));
}

std::string to_hex(const git_oid& id) {
    std::array<char, GIT_OID_HEXSZ + 1> text{};
    git_oid_tostr(text.data(), text.size(), &id);
    return text.data();
}

Result<RepositoryHandle> open_bare(const std::filesystem::path& folder) {
    const auto what = fmt::format("open the content repository {}", folder.string());
    return make<RepositoryHandle>(what, git_repository_open_bare, folder.c_str());
}

Result<RepositoryHandle> create_bare(const std::filesystem::path& folder) {
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT;
    options.initial_head = "main";
    const auto what = fmt::format("make the content repository {}", folder.string());
    return make<RepositoryHandle>(what, git_repository_init_ext, folder.c_str(), &options);
}

}  // namespace kireise::blueprint
