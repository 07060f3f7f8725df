#include "base/yaml.h"

#include <gmock/gmock.h>

namespace kireise {
namespace {

using testing::HasSubstr;

TEST(Yaml, ReadsTypesAndLines) {
    const auto yaml = parse_yaml("id: area/use\nlevels:\n  - 1\n  - 2.5\n  - '3'\nempty: null\non: yes\ndate: 2026-11-22\n");
    ASSERT_TRUE(yaml.has_value());
    EXPECT_EQ(yaml->value["id"], "area/use");
    EXPECT_EQ(yaml->value["levels"], Json::parse(R"([1, 2.5, "3"])"));
    EXPECT_TRUE(yaml->value["empty"].is_null());
    EXPECT_EQ(yaml->value["on"], "yes");
    EXPECT_EQ(yaml->value["date"], "2026-11-22");
    EXPECT_EQ(yaml->line("/levels/2"), 5);
    EXPECT_EQ(yaml->line("/levels/2/nothing/here"), 5);
}

TEST(Yaml, RefusesDuplicateKeysWithLine) {
    const auto yaml = parse_yaml("a: 1\nb: 2\na: 3\n");
    ASSERT_FALSE(yaml.has_value());
    EXPECT_THAT(yaml.error().message, HasSubstr("line 3"));
    EXPECT_THAT(yaml.error().message, HasSubstr("\"a\""));
}

TEST(Yaml, RefusesAliasesAndSeveralDocuments) {
    EXPECT_FALSE(parse_yaml("a: &x [1]\nb: *x\n").has_value());
    EXPECT_FALSE(parse_yaml("a: 1\n---\nb: 2\n").has_value());
    EXPECT_FALSE(parse_yaml("").has_value());
    EXPECT_FALSE(parse_yaml("a: [1, 2\n").has_value());
    EXPECT_FALSE(parse_yaml("a: \xff\n").has_value());
    EXPECT_FALSE(parse_yaml(std::string(40, '[') + std::string(40, ']')).has_value());
}

TEST(Yaml, RefusesControlCharacters) {
    using namespace std::literals;
    // Without the check yaml-cpp reads the first as UTF-32 and makes strings of it that are no UTF-8.
    for (const auto text : {"\0\0\0\x09\x0a\0\x32 id: a\n"sv, "a: \"x\x07\"\n"sv, "a: \x7f\n"sv}) {
        EXPECT_EQ(parse_yaml(text).error().kind, ErrorKind::invalid);
    }
    EXPECT_TRUE(parse_yaml("a: 1\r\nb:\t2\r\n"));
}

TEST(Yaml, CountsLinesFromTheGivenOne) {
    const auto yaml = parse_yaml("a: 1\nb: 2\n", 1000, 2);
    ASSERT_TRUE(yaml.has_value());
    EXPECT_EQ(yaml->line("/b"), 3);
}

TEST(Yaml, WritesWhatItReads) {
    const auto value = Json::parse(
        R"({"a": "true", "b": true, "c": ["1", 1, 1.5, null, ""], "d": {"e": "x: y\nz"}, "f": [], "g": "Straße „Ö“", "h": "x\\r"})");
    const auto again = parse_yaml(to_yaml(value));
    ASSERT_TRUE(again.has_value()) << again.error().message << to_yaml(value);
    EXPECT_EQ(again->value, value);
}

}  // namespace
}  // namespace kireise
