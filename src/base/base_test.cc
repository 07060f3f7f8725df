#include <gmock/gmock.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/files.h"
#include "base/json.h"
#include "base/random.h"
#include "base/text.h"

namespace kireise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

TEST(Clock, ReadsOnlyDatesThatExist) {
    EXPECT_EQ(to_string(*parse_date("2028-02-29")), "2028-02-29");
    for (const auto* wrong : {"2026-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026-01-01 ", "2026/01/01", "", "abcd-ef-gh"}) {
        EXPECT_FALSE(parse_date(wrong)) << wrong;
    }
}

TEST(Clock, KnowsGermanSummerTime) {
    using namespace std::chrono;
    EXPECT_EQ(german_time(sys_days{2026y / 6 / 15} + 12h), "15.06.2026, 14:00 Uhr");
    EXPECT_EQ(german_time(sys_days{2026y / 12 / 31} + 23h + 30min), "01.01.2027, 00:30 Uhr");
    EXPECT_EQ(german_time(sys_days{2026y / 3 / 29} + 59min), "29.03.2026, 01:59 Uhr");
    EXPECT_EQ(german_time(sys_days{2026y / 3 / 29} + 1h), "29.03.2026, 03:00 Uhr");
    EXPECT_EQ(to_string(Instant{sys_days{2026y / 6 / 15} + 12h}), "2026-06-15T12:00:00Z");
}

TEST(Text, KnowsUtf8) {
    EXPECT_TRUE(is_utf8("Straße „Ö“ 🏛"));
    for (const auto* wrong : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80"}) EXPECT_FALSE(is_utf8(wrong));
}

TEST(Text, SplitsAndReplaces) {
    EXPECT_THAT(split("a,,b", ','), ElementsAre("a", "", "b"));
    EXPECT_THAT(lines("a\r\nb\n\nc"), ElementsAre("a", "b", "", "c"));
    EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
    EXPECT_EQ(escape_html("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    EXPECT_EQ(slug_of("area/use"), "use");
}

TEST(Csv, ReadsQuotesAndLineBreaks) {
    const auto rows = parse_csv("\xef\xbb\xbfid,text\r\n1,\"a \"\"b\"\",\nc\"\r\n2,plain\n");
    ASSERT_TRUE(rows.has_value());
    EXPECT_THAT(*rows, ElementsAre(ElementsAre("id", "text"), ElementsAre("1", "a \"b\",\nc"), ElementsAre("2", "plain")));
}

TEST(Csv, SaysTheLineOfAMistake) {
    EXPECT_THAT(parse_csv("a,b\n1,2\n3\n").error().message, HasSubstr("line 3"));
    EXPECT_THAT(parse_csv("a,b\n1,\"2\n").error().message, HasSubstr("line 2"));
    EXPECT_THAT(parse_csv("a,b\n1,\"2\"x\n").error().message, HasSubstr("line 2"));
}

TEST(Csv, WritesNoFormulas) { EXPECT_EQ(csv_line({"=1+1", "a,b", "c\"d"}), "'=1+1,\"a,b\",\"c\"\"d\"\r\n"); }

TEST(Json, HasLimits) {
    EXPECT_EQ(parse_json(std::string(100, '['), {.bytes = 1000, .depth = 10}).error().kind, ErrorKind::too_large);
    EXPECT_EQ(parse_json("\"" + std::string(100, 'x') + "\"", {.bytes = 10}).error().kind, ErrorKind::too_large);
    EXPECT_EQ(parse_json("[1e999]").error().kind, ErrorKind::invalid);
    EXPECT_EQ(parse_json("{\"a\":}").error().kind, ErrorKind::invalid);
    EXPECT_EQ(parse_json("\"\xff\"").error().kind, ErrorKind::invalid);
    EXPECT_EQ(parse_json("[1e999]").error().kind, ErrorKind::invalid);
    EXPECT_EQ(*parse_json(R"({"a": "[[[["})", {.bytes = 100, .depth = 1}), (Json{{"a", "[[[["}}));
}

TEST(Files, WriteReplacesWhole) {
    const auto dir = TempDir::create();
    ASSERT_TRUE(dir.has_value());
    const auto path = dir->path() / "a" / "b.txt";
    EXPECT_EQ(read_file(path).error().kind, ErrorKind::not_found);
    ASSERT_TRUE(write_file(path, "one").has_value());
    ASSERT_TRUE(write_file(path, "two").has_value());
    EXPECT_EQ(*read_file(path), "two");
    EXPECT_EQ(read_file(path, 2).error().kind, ErrorKind::too_large);
}

TEST(Files, SecretsAreForTheirOwnerAlone) {
    const auto dir = TempDir::create();
    const auto path = dir->path() / "secret";
    ASSERT_TRUE(write_file(path, "x", Readers::owner_only).has_value());
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_read | perms::owner_write);
}

TEST(Files, TempDirGoesAway) {
    std::filesystem::path path;
    {
        auto dir = TempDir::create();
        ASSERT_TRUE(dir.has_value());
        path = dir->path();
        const auto moved = std::move(*dir);
        EXPECT_TRUE(std::filesystem::exists(path));
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Random, SeededRepeatsAndSystemDoesNot) {
    EXPECT_EQ(random_id(seeded_random(7)), random_id(seeded_random(7)));
    EXPECT_NE(random_id(system_random()), random_id(system_random()));
    EXPECT_EQ(random_id(system_random()).size(), 32U);
}

}  // namespace
}  // namespace kireise
