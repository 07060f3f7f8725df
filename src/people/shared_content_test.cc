#include "people/shared_content.h"

#include <gmock/gmock.h>

#include "blueprint/repository.h"
#include "store/testing.h"

namespace kireise::people {
namespace {

using blueprint::Repository;

class SharedContent : public testing::TestWithParam<store::Product> {
   protected:
    void SetUp() override {
        auto opened = files.open();
        ASSERT_TRUE(opened.has_value()) << opened.error().message;
        db = *std::move(opened);
        ASSERT_TRUE(store::migrate(*db, {shared_content_migrations()}));
    }

    static std::string change(const std::filesystem::path& folder, const std::string& text) {
        auto repository = *Repository::open(folder);
        return *repository.commit_change({.parent = *repository.head_commit(),
                                          .files = {{"a.md", text}},
                                          .role = "coordination",
                                          .author_id = std::string(32, 'a'),
                                          .message = "Change",
                                          .when = Instant{std::chrono::milliseconds{1'780'000'000'000}}});
    }

    store::TestDatabase files{GetParam()};
    std::unique_ptr<store::Database> db;
    std::filesystem::path here = files.folder() / "here.git", there = files.folder() / "there.git";
    Repository repository =
        *Repository::init_from(here, {{"a.md", "zero"}}, {.name = "Muster", .version = "1.0.0", .date = std::chrono::year{2026} / 1 / 1});
    std::string first = *repository.head_commit();
};

TEST_P(SharedContent, OtherProcessesFollowWhatOnePublishes) {
    EXPECT_EQ(follow(*db, there).error().kind, ErrorKind::not_found);
    ASSERT_TRUE(publish(*db, here, "", first));
    EXPECT_EQ(*follow(*db, there), first);
    const auto second = change(here, "one");
    ASSERT_TRUE(publish(*db, here, first, second));
    EXPECT_EQ(*follow(*db, there), second);
    EXPECT_EQ(Repository::open(there)->tree_of(second)->at("a.md"), "one");
}

TEST_P(SharedContent, WhoComesSecondIsToldAndSetBack) {
    ASSERT_TRUE(publish(*db, here, "", first));
    ASSERT_TRUE(follow(*db, there));
    const auto ours = change(here, "ours");
    const auto theirs = change(there, "theirs");
    ASSERT_TRUE(publish(*db, there, first, theirs));
    EXPECT_EQ(publish(*db, here, first, ours).error().kind, ErrorKind::conflict);
    EXPECT_EQ(*follow(*db, here), theirs);
    EXPECT_EQ(*Repository::open(here)->head_commit(), theirs);
}

INSTANTIATE_TEST_SUITE_P(Products, SharedContent, testing::Values(store::Product::sqlite, store::Product::postgresql),
                         [](const auto& one) { return store::name_of(one.param); });

}  // namespace
}  // namespace kireise::people
