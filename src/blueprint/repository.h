#pragma once
// A town's content as a bare git repository with one branch: the Muster release as first commit, the town's changes on top.
// Ids of commits and trees are 40 hexadecimal digits. One thread at a time uses a Repository; open one per thread.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "blueprint/common_types.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {

struct Change {
    std::string parent;     // the commit that the editor saw
    Changes files;          // new content by path, or nothing to delete
    std::string role;       // role of the author, e.g. coordination
    std::string author_id;  // 32 hexadecimal digits, random; never a name
    std::string message;    // what and why, for people: at most 2,000 bytes
    Instant when;           // kept to the second
};

struct LogEntry {
    std::string commit;
    std::vector<std::string> parents;
    std::string author;     // a role, or the name of a Muster release
    std::string author_id;  // empty for a Muster release
    std::string message;
    Instant when;
};

class Repository {
   public:
    // Makes the repository with the Muster commit: same tree and release give the same commit id on every machine. The folder must
    // not exist or be empty (conflict); on an error nothing is left behind.
    [[nodiscard]] static Result<Repository> init_from(const std::filesystem::path& folder, const Tree& tree, const Release& release);

    [[nodiscard]] static Result<Repository> open(const std::filesystem::path& folder);  // not_found, io

    Repository(Repository&&) noexcept;
    Repository& operator=(Repository&&) noexcept;
    ~Repository();

    [[nodiscard]] Result<std::string> head_commit() const;

    // invalid for what is no id, not_found when there is no such commit.
    [[nodiscard]] Result<std::string> tree_id(std::string_view commit) const;
    [[nodiscard]] Result<Tree> tree_of(std::string_view commit) const;

    // Puts a change on top of the branch and gives the new commit, or the parent when nothing changes. conflict when somebody else
    // committed since `parent`: show both and try again. Whether the content is sound is the caller's check: check(with_changes(tree,
    // files)).
    [[nodiscard]] Result<std::string> commit_change(const Change& change);

    // Newest first.
    [[nodiscard]] Result<std::vector<LogEntry>> log(std::size_t limit = 100) const;

    [[nodiscard]] const std::filesystem::path& folder() const;

   private:
    struct Handles;
    explicit Repository(std::unique_ptr<Handles> handles);
    std::unique_ptr<Handles> handles_;
};

}  // namespace kireise::blueprint
