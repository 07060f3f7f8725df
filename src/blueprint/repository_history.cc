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

}  // namespace kireise::blueprint
