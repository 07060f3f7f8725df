#include "blueprint/new_folder.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace kireise::blueprint {
namespace {

namespace fs = std::filesystem;

Result<> write_one(const fs::path& draft) { return write_file(draft / "a.txt", "x"); }

std::size_t entries(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(NewFolder, IsMadeWhereNothingIs) {
    const auto temp = TempDir::create();
    EXPECT_TRUE(make_folder(temp->path() / "deep/new/", write_one).has_value());
    EXPECT_EQ(read_file(temp->path() / "deep/new/a.txt"), "x");
    EXPECT_EQ(entries(temp->path() / "deep"), 1U);
    fs::create_directory(temp->path() / "empty");
    EXPECT_TRUE(make_folder(temp->path() / "empty", write_one).has_value());
    EXPECT_EQ(read_file(temp->path() / "empty/a.txt"), "x");
}

TEST(NewFolder, LeavesWhatIsThereAlone) {
    const auto temp = TempDir::create();
    ASSERT_TRUE(write_file(temp->path() / "full/b.txt", "y").has_value());
    ASSERT_TRUE(write_file(temp->path() / "file", "y").has_value());
    for (const auto* name : {"full", "full/", "file"}) {
        const auto made = make_folder(temp->path() / name, write_one);
        ASSERT_FALSE(made.has_value()) << name;
        EXPECT_EQ(made.error().kind, ErrorKind::conflict);
    }
    EXPECT_EQ(entries(temp->path() / "full"), 1U);
}

TEST(NewFolder, LeavesNothingAfterAnError) {
    const auto temp = TempDir::create();
    const auto made = make_folder(temp->path() / "new", [](const fs::path& draft) -> Result<> {
        if (auto written = write_one(draft); !written) return written;
        return fail(ErrorKind::invalid, "no");
    });
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().message, "no");
    EXPECT_EQ(entries(temp->path()), 0U);
}

}  // namespace
}  // namespace kireise::blueprint
