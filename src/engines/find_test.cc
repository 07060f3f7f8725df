#include "engines/find.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"

namespace kireise::engines {
namespace {

using testing::HasSubstr;

class FindEngine : public testing::Test {
   protected:
    void put(const std::filesystem::path& program) {
        ASSERT_TRUE(write_file(root() / program, "#!/bin/sh\necho 'version: 1.2 (test)' >&2\n"));
        std::filesystem::permissions(root() / program, std::filesystem::perms::owner_all);
    }
    std::filesystem::path root() { return folder_.path(); }

   private:
    TempDir folder_ = TempDir::create().value();
};

TEST_F(FindEngine, PrefersTheNamedFolderThenTheCacheThenThePath) {
    for (const auto* folder : {"named/bin", "cache/kireise/engine/bin", "usr"}) {
        put(std::filesystem::path(folder) / "llama-server");
        put(std::filesystem::path(folder) / "llama-bench");
    }
    EnginePlaces places{root() / "named", root() / "cache", (root() / "usr").string()};
    EXPECT_EQ(find_engine(places)->server, root() / "named/bin/llama-server");
    places.engine_dir.clear();
    EXPECT_EQ(find_engine(places)->server, root() / "cache/kireise/engine/bin/llama-server");
    places.cache_home.clear();
    EXPECT_EQ(find_engine(places)->bench, root() / "usr/llama-bench");
}

TEST_F(FindEngine, TakesBothProgramsFromOnePlace) {
    put("one/llama-server");
    put("two/llama-server");
    put("two/llama-bench");
    const EnginePlaces places{"", "", (root() / "one").string() + ":" + (root() / "two").string()};
    EXPECT_EQ(find_engine(places)->server, root() / "two/llama-server");
}

TEST_F(FindEngine, SaysHowToGetIt) {
    const auto found = find_engine({"", root().string(), "/nowhere"});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(found.error().message, HasSubstr("make engine"));
}

TEST_F(FindEngine, ReadsTheVersionAndNoticesWhatDoesNotStart) {
    put("llama-server");
    EXPECT_EQ(engine_version({root() / "llama-server", {}}), "1.2 (test)");
    EXPECT_EQ(engine_version({"/bin/false", {}}).error().kind, ErrorKind::unavailable);
}

// The real one: fails with what to do when it is missing.
TEST(Engine, IsThereAndStarts) {
    const auto programs = find_engine(engine_places_from_environment());
    ASSERT_TRUE(programs) << programs.error().message;
    const auto version = engine_version(*programs);
    ASSERT_TRUE(version) << version.error().message;
    EXPECT_FALSE(version->empty());
}

}  // namespace
}  // namespace kireise::engines
