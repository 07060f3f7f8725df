#include "blueprint/manifest.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "base/sha256.h"
#include "blueprint/schema_check.h"

namespace kireise::blueprint {
namespace {

using testing::HasSubstr;

const Tree tree{{"a.md", "abc"}, {"b/c.md", ""}};

Manifest example() {
    const Release release{"blueprint/small", "de", "Klein", "1.0.0", std::chrono::year(2026) / 1 / 2, "CC-BY-4.0"};
    return make_manifest(release, tree, std::string(40, 'a'), std::string(40, 'b'), Instant(std::chrono::sys_days(release.date)));
}

TEST(Sha256, FollowsTheStandard) {
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Manifest, IsReadAsItWasWritten) { EXPECT_EQ(parse_manifest(write_manifest(example())), example()); }

TEST(Manifest, FitsItsPublishedSchema) {
    const auto schema = Schema::parse(*read_file(KIREISE_SOURCE_DIR "/blueprint/schemas/package.schema.json"));
    ASSERT_TRUE(schema.has_value()) << schema.error().message;
    for (const auto& violation : schema->check(Json::parse(write_manifest(example()))))
        ADD_FAILURE() << violation.pointer << violation.expectation;
    EXPECT_FALSE(schema->check(Json::parse(R"({"format": "zip"})")).empty());
}

TEST(Manifest, RefusesWhatItDoesNotKnow) {
    EXPECT_THAT(parse_manifest("{}").error().message, HasSubstr("lacks a field"));
    EXPECT_THAT(parse_manifest(R"({"format": "other"})").error().message, HasSubstr("no package"));
    EXPECT_THAT(parse_manifest(R"({"format": "kireise-blueprint-package", "format_version": 2})").error().message,
                HasSubstr("newer program"));
    EXPECT_THAT(parse_manifest(R"({"format": "kireise-blueprint-package", "format_version": 1, "name": 5})").error().message,
                HasSubstr("wrong one"));
    EXPECT_FALSE(parse_manifest("").has_value());
}

TEST(Manifest, NoticesEveryChangeOfFiles) {
    EXPECT_TRUE(check_files(example(), tree).has_value());
    EXPECT_THAT(check_files(example(), {{"a.md", "abd"}, {"b/c.md", ""}}).error().message, HasSubstr("a.md in the package was altered"));
    EXPECT_THAT(check_files(example(), {{"a.md", "abc"}}).error().message, HasSubstr("lacks b/c.md"));
    EXPECT_THAT(check_files(example(), {{"a.md", "abc"}, {"b/c.md", ""}, {"d.md", ""}}).error().message, HasSubstr("does not name"));
}

}  // namespace
}  // namespace kireise::blueprint
