#include "blueprint/repository.h"

#include <gmock/gmock.h>

#include <future>
#include <random>

#include "base/files.h"
#include "blueprint/release.h"
#include "blueprint/test_tree.h"

namespace kireise::blueprint {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

constexpr auto* author = "0123456789abcdef0123456789abcdef";
const Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 6 / 15) + 12h};
const Release release{"blueprint/small", "de", "Klein", "1.0.0", std::chrono::year(2026) / 1 / 2, "CC-BY-4.0"};

class RepositoryTest : public testing::Test {
   protected:
    Repository make(const Tree& tree = {{"a.md", "eins\n"}, {"b/c.md", "zwei\n"}}) {
        auto made = Repository::init_from(temp_->path() / "content", tree, release);
        EXPECT_TRUE(made.has_value()) << made.error().message;
        return std::move(*made);
    }

    static Change change(const Repository& repository, Changes files) {
        return {*repository.head_commit(), std::move(files), "coordination", author, "Klarer gesagt", noon};
    }

    Result<TempDir> temp_ = TempDir::create();
};

TEST_F(RepositoryTest, TheMusterCommitIsTheSameEverywhere) {
    const auto repository = make();
    EXPECT_EQ(repository.head_commit(), std::string("85da48643830bc172cc948b3a73a095935fc7b88"));
    EXPECT_EQ(repository.tree_id(*repository.head_commit()), std::string("c90e9116faeae3d9cf6e8ab65829720d6f99b350"));
    const auto second = Repository::init_from(temp_->path() / "second", {{"b/c.md", "zwei\n"}, {"a.md", "eins\n"}}, release);
    EXPECT_EQ(second->head_commit(), repository.head_commit());  // the ids are those that git itself gives
}

TEST_F(RepositoryTest, GivesTheTreeBack) {
    const auto tree = small_tree();
    const auto repository = make(tree);
    EXPECT_EQ(repository.tree_of(*repository.head_commit()), tree);
    const auto again = Repository::open(temp_->path() / "content");
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->head_commit(), repository.head_commit());
    const auto log = repository.log();
    ASSERT_EQ(log->size(), 1U);
    EXPECT_EQ(log->front().message, "Klein 1.0.0");
    EXPECT_EQ(log->front().author_id, "");
    EXPECT_EQ(to_string(log->front().when), "2026-01-02T00:00:00Z");
}

TEST_F(RepositoryTest, IsMadeOnlyWhereNothingIs) {
    const auto first = make();
    const auto again = Repository::init_from(temp_->path() / "content", {{"a.md", ""}}, release);
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().kind, ErrorKind::conflict);
    const auto unsafe = Repository::init_from(temp_->path() / "unsafe", {{"../a.md", ""}}, release);
    ASSERT_FALSE(unsafe.has_value());
    EXPECT_FALSE(std::filesystem::exists(temp_->path() / "unsafe"));
    EXPECT_EQ(Repository::open(temp_->path() / "none").error().kind, ErrorKind::not_found);
}

TEST_F(RepositoryTest, KeepsChangesWithTheirHistory) {
    auto repository = make();
    const auto muster = *repository.head_commit();
    const auto commit = repository.commit_change(change(repository, {{"a.md", "eins!\n"}, {"b/c.md", std::nullopt}, {"d/e.md", "drei\n"}}));
    ASSERT_TRUE(commit.has_value()) << commit.error().message;
    EXPECT_EQ(repository.head_commit(), commit);
    EXPECT_EQ(repository.tree_of(*commit), (Tree{{"a.md", "eins!\n"}, {"d/e.md", "drei\n"}}));
    EXPECT_EQ(repository.tree_of(muster), (Tree{{"a.md", "eins\n"}, {"b/c.md", "zwei\n"}}));
    const auto log = *repository.log();
    ASSERT_EQ(log.size(), 2U);
    EXPECT_EQ(log[0].commit, *commit);
    EXPECT_EQ(log[0].parents, std::vector{muster});
    EXPECT_EQ(log[0].author, "coordination");
    EXPECT_EQ(log[0].author_id, author);
    EXPECT_EQ(log[0].message, "Klarer gesagt");
    EXPECT_EQ(log[0].when, noon);
    EXPECT_EQ(repository.log(1)->size(), 1U);
}

TEST_F(RepositoryTest, RefusesAChangeOfAnOldVersion) {
    auto repository = make();
    auto other = *Repository::open(temp_->path() / "content");
    const auto mine = change(repository, {{"a.md", "meins\n"}});
    const auto theirs = other.commit_change(change(other, {{"a.md", "ihres\n"}}));
    ASSERT_TRUE(theirs.has_value());
    const auto refused = repository.commit_change(mine);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    EXPECT_EQ(repository.head_commit(), theirs);
}

TEST_F(RepositoryTest, AChangeThatChangesNothingMakesNoCommit) {
    auto repository = make();
    EXPECT_EQ(repository.commit_change(change(repository, {{"a.md", "eins\n"}})), repository.head_commit());
    EXPECT_EQ(repository.log()->size(), 1U);
}

TEST_F(RepositoryTest, RefusesUnsafeChangesAndNames) {
    auto repository = make();
    const auto kind_of = [&](const Change& refused) { return repository.commit_change(refused).error().kind; };
    EXPECT_EQ(kind_of(change(repository, {{"../x", ""}})), ErrorKind::invalid);
    EXPECT_EQ(kind_of(change(repository, {{"a.md/x.md", ""}})), ErrorKind::invalid);
    EXPECT_EQ(kind_of(change(repository, {{"none.md", std::nullopt}})), ErrorKind::not_found);
    EXPECT_EQ(kind_of(change(repository, {{"a.md", std::string(max_file_bytes + 1, 'x')}})), ErrorKind::too_large);
    auto named = change(repository, {{"a.md", "x"}});
    named.author_id = "erika.mustermann";
    EXPECT_EQ(kind_of(named), ErrorKind::invalid);
    auto silent = change(repository, {{"a.md", "x"}});
    silent.message = " \n";
    EXPECT_EQ(kind_of(silent), ErrorKind::invalid);
    EXPECT_EQ(repository.log()->size(), 1U);
}

TEST_F(RepositoryTest, EachThreadMayOpenItsOwn) {
    const auto tree = small_tree();
    const auto commit = *make(tree).head_commit();  // closed again: every thread may be the first one
    std::vector<std::future<int>> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.push_back(std::async(std::launch::async, [&] {
            int right = 0;
            for (int i = 0; i < 10; ++i) {
                const auto repository = Repository::open(temp_->path() / "content");
                if (repository && repository->tree_of(commit) == tree) ++right;
            }
            return right;
        }));
    }
    for (auto& thread : threads) EXPECT_EQ(thread.get(), 10);
}

TEST_F(RepositoryTest, SaysWhatIsNoCommit) {
    const auto repository = make();
    EXPECT_EQ(repository.tree_of("HEAD").error().kind, ErrorKind::invalid);
    EXPECT_EQ(repository.tree_of(std::string(40, '0')).error().kind, ErrorKind::not_found);
    const auto tree = *repository.tree_id(*repository.head_commit());
    EXPECT_FALSE(repository.tree_of(tree).has_value());
}

// Whatever is edited in whatever order, each version stays readable as it was.
TEST_F(RepositoryTest, EveryVersionStays) {
    std::mt19937 random(20260615);
    const std::vector<std::string> names{"a", "b/c", "b/d", "e/f/g", "h"};
    auto repository = make({{"a", "0"}});
    std::vector<std::pair<std::string, Tree>> versions{{*repository.head_commit(), {{"a", "0"}}}};
    for (int i = 0; i < 30; ++i) {
        auto tree = versions.back().second;
        const auto& name = names[random() % names.size()];
        const bool deletes = random() % 3 == 0 && tree.contains(name) && tree.size() > 1;
        const Changes files{{name, deletes ? std::nullopt : std::optional(std::to_string(random() % 3))}};
        const auto commit = repository.commit_change({versions.back().first, files, "it", author, "x", noon});
        ASSERT_TRUE(commit.has_value()) << commit.error().message;
        versions.emplace_back(*commit, *with_changes(std::move(tree), files));
    }
    for (const auto& [commit, tree] : versions) EXPECT_EQ(repository.tree_of(commit), tree);
}

}  // namespace
}  // namespace kireise::blueprint
