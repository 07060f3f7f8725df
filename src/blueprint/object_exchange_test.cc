#include "blueprint/object_exchange.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "blueprint/repository.h"

namespace kireise::blueprint {
namespace {

class ObjectExchange : public testing::Test {
   protected:
    static Change change(const Repository& repository, const std::string& text) {
        return {.parent = *repository.head_commit(),
                .files = {{"README.md", text}},
                .role = "coordination",
                .author_id = std::string(32, 'a'),
                .message = "Change",
                .when = Instant{std::chrono::milliseconds{1'780'000'000'000}}};
    }

    TempDir dir = *TempDir::create();
    std::filesystem::path here = dir.path() / "here.git", there = dir.path() / "there.git";
    Repository repository = *Repository::init_from(here, {{"README.md", "zero"}, {"a/b.md", "b"}},
                                                   {.name = "Muster", .version = "1.0.0", .date = std::chrono::year{2026} / 1 / 1});
};

TEST_F(ObjectExchange, AnotherFolderGetsTheSameHistory) {
    ASSERT_TRUE(repository.commit_change(change(repository, "one")));
    const auto head = *repository.head_commit();
    ASSERT_TRUE(take_over(there, *objects_behind(here, head, {}), head));
    const auto copy = *Repository::open(there);
    EXPECT_EQ(*copy.head_commit(), head);
    EXPECT_EQ(*copy.tree_of(head), *repository.tree_of(head));
    EXPECT_EQ(copy.log()->size(), 2U);
}

TEST_F(ObjectExchange, OnlyWhatIsNewTravelsAgain) {
    const auto first = *repository.head_commit();
    ASSERT_TRUE(take_over(there, *objects_behind(here, first, {}), first));
    ASSERT_TRUE(repository.commit_change(change(repository, "two")));
    const auto head = *repository.head_commit();
    const auto news = *objects_behind(here, head, *object_ids(there, first));
    EXPECT_EQ(news.size(), 3U) << "commit, tree and file";
    ASSERT_TRUE(take_over(there, news, head));
    EXPECT_EQ(*Repository::open(there)->head_commit(), head);
}

TEST_F(ObjectExchange, WhatIsMissingOrAlteredLeavesTheBranchWhereItWas) {
    const auto first = *repository.head_commit();
    ASSERT_TRUE(take_over(there, *objects_behind(here, first, {}), first));
    ASSERT_TRUE(repository.commit_change(change(repository, "three")));
    const auto head = *repository.head_commit();
    auto news = *objects_behind(here, head, *object_ids(there, first));
    auto lacking = news;
    lacking.erase(lacking.begin());
    EXPECT_FALSE(take_over(there, lacking, head));
    auto altered = news;
    for (auto& [id, bytes] : altered) {
        if (bytes.ends_with("three")) bytes.back() = 'E';
    }
    EXPECT_EQ(take_over(there, altered, head).error().kind, ErrorKind::invalid);
    EXPECT_EQ(*Repository::open(there)->head_commit(), first);
    ASSERT_TRUE(take_over(there, news, head));
}

}  // namespace
}  // namespace kireise::blueprint
