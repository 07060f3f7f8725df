#include "blueprint/repository.h"

#include <fmt/core.h>
#include <git2.h>

#include <algorithm>

#include "base/text.h"
#include "blueprint/git_objects.h"
#include "blueprint/new_folder.h"
#include "blueprint/repository_history.h"

namespace kireise::blueprint {

namespace fs = std::filesystem;

struct Repository::Handles {
    fs::path folder;
    GitLibrary library;
    RepositoryHandle repository;
};

namespace {

constexpr std::size_t max_message_bytes = 2'000;
constexpr std::string_view town_domain = "@example.invalid";  // RFC 2606: no mail address of anybody
constexpr const char* muster_mail = "blaupause@example.invalid";

Result<SignatureHandle> make_signature(const std::string& name, const std::string& mail, Instant when) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
    return make<SignatureHandle>("sign a commit", git_signature_new, name.c_str(), mail.c_str(), git_time_t{seconds}, 0);
}

struct NewCommit {
    const git_signature* author;
    std::string message;
    const git_oid* tree;
    const git_commit* parent = nullptr;
};

Result<git_oid> write_commit(git_repository* repository, const NewCommit& commit) {
    const auto tree = TRY(make<TreeHandle>("read a tree", git_tree_lookup, repository, commit.tree));
    const auto parents = std::array{commit.parent};
    const auto text = commit.message.ends_with('\n') ? commit.message : commit.message + "\n";
    git_oid id;
    const int code = git_commit_create(&id, repository, nullptr, commit.author, commit.author, nullptr, text.c_str(), tree.get(),
                                       commit.parent == nullptr ? 0 : 1, const_cast<const git_commit**>(parents.data()));
    if (code != 0) return std::unexpected(git_failure(code, "write a commit").error());
    return id;
}

// Moves the branch from `expected` (nullptr: it must not exist) to `id`.
Result<> move_branch(git_repository* repository, const git_oid& id, const git_oid* expected) {
    git_reference* raw = nullptr;
    const int code = expected == nullptr ? git_reference_create(&raw, repository, main_branch, &id, 0, nullptr)
                                         : git_reference_create_matching(&raw, repository, main_branch, &id, 1, expected, nullptr);
    const ReferenceHandle reference(raw);
    return code == 0 ? Result<>{} : git_failure(code, "move the branch");
}

Result<> write_muster(const fs::path& folder, const Tree& tree, const Release& release) {
    const GitLibrary library;
    const auto repository = TRY(create_bare(folder));
    auto writes = TRY(PackedWrites::begin(repository.get()));
    const auto tree_id = TRY(write_tree_objects(repository.get(), tree));
    const auto midnight = Instant(std::chrono::sys_days(release.date));
    const auto author = TRY(make_signature(release.name, muster_mail, midnight));
    const auto id = TRY(write_commit(repository.get(), {author.get(), release.name + " " + release.version, &tree_id}));
    TRY(writes.finish());
    return move_branch(repository.get(), id, nullptr);
}

bool is_hex_id(std::string_view text) {
    return text.size() == 32 && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<> check_change(const Change& change) {
    if (!is_slug(change.role))
        return fail(ErrorKind::invalid, fmt::format("\"{}\" is no role; it consists of a-z, 0-9 and -.", change.role));
    if (!is_hex_id(change.author_id))
        return fail(ErrorKind::invalid, "The author of a change is named by 32 random hexadecimal digits only.");
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
    if (trim(change.message).empty() || change.message.size() > max_message_bytes || !is_utf8(change.message) ||
        std::ranges::any_of(change.message, is_control)) {
        return fail(ErrorKind::invalid, fmt::format("A change needs a message of 1 to {} bytes of plain text.", max_message_bytes));
    }
    return {};
}

Result<> head_moved() {
    return fail(ErrorKind::conflict, "Somebody else changed the content meanwhile; look at the new version and save again.");
}

Result<CommitHandle> find_commit(git_repository* repository, std::string_view commit) {
    const auto id = TRY(parse_object_id(commit));
    return make<CommitHandle>(fmt::format("find the commit {}", commit), git_commit_lookup, repository, &id);
}

}  // namespace

Repository::Repository(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

Result<Repository> Repository::init_from(const fs::path& folder, const Tree& tree, const Release& release) {
    TRY(make_folder(folder, [&](const fs::path& draft) { return write_muster(draft, tree, release); }));
    return open(folder);
}

Result<Repository> Repository::open(const fs::path& folder) {
    auto handles = std::make_unique<Handles>();
    handles->folder = folder;
    handles->repository = TRY(open_bare(folder));
    return Repository(std::move(handles));
}

const fs::path& Repository::folder() const { return handles_->folder; }

Result<std::string> Repository::head_commit() const {
    git_oid id;
    const int code = git_reference_name_to_id(&id, handles_->repository.get(), main_branch);
    // A repository has one from its first moment; without it the folder is damaged or gone, and nothing that was asked for is at fault.
    if (code != 0) return fail(ErrorKind::io, git_failure(code, "find the newest commit").error().message);
    return to_hex(id);
}

Result<std::string> Repository::tree_id(std::string_view commit) const {
    const auto found = TRY(find_commit(handles_->repository.get(), commit));
    return to_hex(*git_commit_tree_id(found.get()));
}

Result<Tree> Repository::tree_of(std::string_view commit) const {
    const auto found = TRY(find_commit(handles_->repository.get(), commit));
    return read_tree_objects(handles_->repository.get(), *git_commit_tree_id(found.get()));
}

Result<std::string> Repository::commit_change(const Change& change) {
    TRY(check_change(change));
    auto* repository = handles_->repository.get();
    if (TRY(head_commit()) != change.parent) return std::unexpected(head_moved().error());
    const auto parent = TRY(find_commit(repository, change.parent));
    const auto before = TRY(tree_of(change.parent));
    const auto tree = TRY(with_changes(before, change.files));
    const auto tree_id = TRY(write_tree_objects(repository, tree));
    if (git_oid_equal(&tree_id, git_commit_tree_id(parent.get())) != 0) return change.parent;
    const auto author = TRY(make_signature(change.role, change.author_id + std::string(town_domain), change.when));
    const auto id = TRY(write_commit(repository, {author.get(), change.message, &tree_id, parent.get()}));
    const auto moved = move_branch(repository, id, git_commit_id(parent.get()));
    if (!moved) return std::unexpected(moved.error().kind == ErrorKind::conflict ? head_moved().error() : moved.error());
    return to_hex(id);
}

Result<std::vector<LogEntry>> Repository::log(std::size_t limit) const {
    return read_log(handles_->repository.get(), TRY(head_commit()), limit);
}

}  // namespace kireise::blueprint
