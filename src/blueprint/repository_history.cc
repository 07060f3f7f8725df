#include "blueprint/repository_history.h"

#include <fmt/core.h>
#include <git2.h>

#include "base/text.h"

namespace kireise::blueprint {
namespace {

// "3f2a...@example.invalid" -> "3f2a..."; the mail of a Muster release names nobody.
std::string author_id_of(std::string_view mail) {
    const auto local = mail.substr(0, mail.find('@'));
    return local.size() == 32 ? std::string(local) : std::string();
}

LogEntry describe(const git_commit& commit) {
    const auto* author = git_commit_author(&commit);
    LogEntry out{to_hex(*git_commit_id(&commit)), {}, author->name, author_id_of(author->email), {}, {}};
    out.message = trim(git_commit_message(&commit));
    out.when = Instant(std::chrono::seconds(author->when.time));
    for (unsigned i = 0; i < git_commit_parentcount(&commit); ++i) out.parents.push_back(to_hex(*git_commit_parent_id(&commit, i)));
    return out;
}

Result<TreeHandle> tree_behind(git_repository* repository, std::string_view commit_id) {
    const auto id = TRY(parse_object_id(commit_id));
    const auto commit = TRY(make<CommitHandle>(fmt::format("find the commit {}", commit_id), git_commit_lookup, repository, &id));
    return make<TreeHandle>("read a tree", git_commit_tree, commit.get());
}

DiffKind kind_of(git_delta_t status) {
    if (status == GIT_DELTA_ADDED) return DiffKind::added;
    return status == GIT_DELTA_DELETED ? DiffKind::deleted : DiffKind::changed;
}

Result<FileDiff> describe(git_diff* diff, std::size_t at) {
    const auto patch = TRY(make<PatchHandle>("compare a file", git_patch_from_diff, diff, at));
    const auto* delta = git_patch_get_delta(patch.get());
    git_buf text = GIT_BUF_INIT;
    const std::unique_ptr<git_buf, void (*)(git_buf*)> owner(&text, git_buf_dispose);
    if (const int code = git_patch_to_buf(&text, patch.get()); code != 0)
        return std::unexpected(git_failure(code, "compare a file").error());
    return FileDiff{delta->new_file.path, kind_of(delta->status), std::string(text.ptr, text.size)};
}

}  // namespace

Result<std::vector<LogEntry>> read_log(git_repository* repository, std::string_view head, std::size_t limit) {
    const auto start = TRY(parse_object_id(head));
    const auto walk = TRY(make<RevwalkHandle>("read the history", git_revwalk_new, repository));
    git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
    if (const int code = git_revwalk_push(walk.get(), &start); code != 0)
        return std::unexpected(git_failure(code, "read the history").error());
    std::vector<LogEntry> out;
    git_oid id;
    while (out.size() < limit && git_revwalk_next(&id, walk.get()) == 0) {
        const auto commit = TRY(make<CommitHandle>("read a commit", git_commit_lookup, repository, &id));
        out.push_back(describe(*commit));
    }
    return out;
}

Result<std::vector<FileDiff>> read_diff(git_repository* repository, std::string_view from, std::string_view to) {
    const auto old_tree = TRY(tree_behind(repository, from));
    const auto new_tree = TRY(tree_behind(repository, to));
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    const auto diff =
        TRY(make<DiffHandle>("compare two commits", git_diff_tree_to_tree, repository, old_tree.get(), new_tree.get(), &options));
    std::vector<FileDiff> out;
    for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) out.push_back(TRY(describe(diff.get(), i)));
    return out;
}

}  // namespace kireise::blueprint
