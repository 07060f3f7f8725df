#include "blueprint/tree.h"

#include <gmock/gmock.h>

#include "base/files.h"

namespace kireise::blueprint {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(Tree, KnowsSafePaths) {
    for (const auto* path : {"a", "README.md", "usecases/mail-sorting/train.csv", "a/b/c/d/e/f/g/h"})
        EXPECT_FALSE(path_problem(path)) << path;
    for (const auto* path : {"", "/a", "a/", "a//b", "..", "../a", "a/../b", "a/./b", "a\\b", ".git/config", "a/.b", "a.", "a b", "ä",
                             "a\nb", "C:a", "a/b/c/d/e/f/g/h/i"}) {
        EXPECT_TRUE(path_problem(path)) << path;
    }
    EXPECT_TRUE(path_problem(std::string(max_path_bytes + 1, 'a')));
    EXPECT_TRUE(path_problem(std::string_view("a\0b", 3)));
}

TEST(Tree, ReadsFilesByteByByte) {
    const auto temp = TempDir::create();
    const Tree tree{{"a/b.yaml", "id: x\n"}, {"c.md", std::string("\0\xff", 2)}};
    for (const auto& [path, content] : tree) ASSERT_TRUE(write_file(temp->path() / path, content).has_value());
    EXPECT_EQ(read_tree(temp->path()), tree);
}

TEST(Tree, LeavesHiddenNamesOut) {
    const auto temp = TempDir::create();
    ASSERT_TRUE(write_file(temp->path() / ".git/config", "x").has_value());
    ASSERT_TRUE(write_file(temp->path() / "a/.hidden", "x").has_value());
    ASSERT_TRUE(write_file(temp->path() / "a/b.md", "x").has_value());
    EXPECT_EQ(read_tree(temp->path()), (Tree{{"a/b.md", "x"}}));
}

TEST(Tree, RefusesLinksAndBadNames) {
    const auto temp = TempDir::create();
    fs::create_symlink("/etc/hostname", temp->path() / "link.md");
    EXPECT_EQ(read_tree(temp->path()).error().kind, ErrorKind::invalid);
    fs::remove(temp->path() / "link.md");
    ASSERT_TRUE(write_file(temp->path() / "Büro.md", "x").has_value());
    EXPECT_THAT(read_tree(temp->path()).error().message, HasSubstr("Büro.md"));
    EXPECT_EQ(read_tree(temp->path() / "none").error().kind, ErrorKind::not_found);
}

TEST(Tree, HasLimits) {
    EXPECT_TRUE(check_limits({{"a.yaml", std::string(max_file_bytes, 'x')}}).has_value());
    EXPECT_EQ(check_limits({{"a.yaml", std::string(max_file_bytes + 1, 'x')}}).error().kind, ErrorKind::too_large);
    EXPECT_TRUE(check_limits({{"a.csv", std::string(max_csv_bytes, 'x')}}).has_value());
    EXPECT_EQ(check_limits({{"a.csv", std::string(max_csv_bytes + 1, 'x')}}).error().kind, ErrorKind::too_large);
    EXPECT_EQ(check_limits({{"a/B.md", ""}, {"a/b.md", ""}}).error().kind, ErrorKind::invalid);
    EXPECT_EQ(check_limits({{"a/b", ""}, {"a/b/c.md", ""}}).error().kind, ErrorKind::invalid);
    Tree many;
    for (std::size_t i = 0; i <= max_tree_files; ++i) many[std::to_string(i)] = "";
    EXPECT_EQ(check_limits(many).error().kind, ErrorKind::too_large);
    Tree heavy;
    for (std::size_t i = 0; i * max_csv_bytes <= max_tree_bytes; ++i) heavy[std::to_string(i) + ".csv"] = std::string(max_csv_bytes, 'x');
    EXPECT_EQ(check_limits(heavy).error().kind, ErrorKind::too_large);
}

TEST(Tree, AppliesChanges) {
    const Tree tree{{"a", "1"}, {"b", "2"}};
    EXPECT_EQ(with_changes(tree, {{"a", "3"}, {"b", std::nullopt}, {"c", "4"}}), (Tree{{"a", "3"}, {"c", "4"}}));
    EXPECT_EQ(with_changes(tree, {{"c", std::nullopt}}).error().kind, ErrorKind::not_found);
    EXPECT_EQ(with_changes(tree, {{"../c", "x"}}).error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace kireise::blueprint
