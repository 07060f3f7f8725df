#include "formats/zip.h"

#include <gmock/gmock.h>

namespace kireise::formats {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const Date day = 2026y / 6 / 15;

TEST(Zip, GivesBackWhatWasWritten) {
    const std::vector<ZipEntry> entries = {
        {"mimetype", "text/plain", true}, {"ordner/straße.txt", std::string(100'000, 'x')}, {"leer", ""}};
    const auto bytes = write_zip(entries, day);
    ASSERT_TRUE(bytes) << bytes.error().message;
    const auto back = read_zip(*bytes, {.ratio = 2000});
    ASSERT_TRUE(back) << back.error().message;
    ASSERT_EQ(back->size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ((*back)[i].name, entries[i].name);
        EXPECT_EQ((*back)[i].content, entries[i].content);
    }
}

TEST(Zip, StoresWhereAskedAndCompressesElsewhere) {
    const std::string content(10'000, 'a');
    const auto stored = write_zip({{"a", content, true}}, day);
    EXPECT_THAT(*stored, HasSubstr(content));
    EXPECT_LT(write_zip({{"a", content}}, day)->size(), 500U);
}

TEST(Zip, SameEntriesGiveSameBytesAndTheDateIsStamped) {
    const std::vector<ZipEntry> entries = {{"a", "eins"}, {"b", "zwei"}};
    const auto bytes = write_zip(entries, day);
    EXPECT_EQ(*bytes, *write_zip(entries, day));
    EXPECT_NE(*bytes, *write_zip(entries, 2026y / 6 / 16));
    // Local header: time at offset 10, date at 12 (little endian): 46 << 9 | 6 << 5 | 15.
    EXPECT_EQ(bytes->substr(10, 4), std::string("\x00\x00\xcf\x5c", 4));
    EXPECT_EQ(write_zip(entries, 1970y / 1 / 1)->substr(12, 2), std::string("\x21\x00", 2));
    EXPECT_EQ(write_zip(entries)->substr(12, 2), std::string("\x21\x00", 2));
}

TEST(Zip, RefusesNamesThatLeaveTheFolder) {
    for (const auto* name : {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a\\b", "c:x", "./a", "\xff"}) {
        EXPECT_EQ(write_zip({{name, "x"}}).error().kind, ErrorKind::invalid) << name;
    }
    EXPECT_THAT(write_zip({{"a", "1"}, {"a", "2"}}).error().message, HasSubstr("\"a\" twice"));
    EXPECT_FALSE(write_zip({}));
}

// The writer refuses such names, so the bytes of a good archive are changed.
std::string renamed(std::string bytes, std::string_view from, std::string_view to) {
    for (auto at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at)) bytes.replace(at, from.size(), to);
    return bytes;
}

TEST(Zip, ReadsNoHostileNames) {
    const auto bytes = *write_zip({{"ab/cd", "x"}, {"ef", "y"}});
    EXPECT_TRUE(read_zip(bytes));
    EXPECT_EQ(read_zip(renamed(bytes, "ab/cd", "../cd")).error().kind, ErrorKind::invalid);
    EXPECT_EQ(read_zip(renamed(bytes, "ab/cd", "/b/cd")).error().kind, ErrorKind::invalid);
    EXPECT_TRUE(read_zip(renamed(bytes, "ef", "e/"))) << "a folder entry is left out";
    EXPECT_EQ(read_zip(renamed(bytes, "ef", "e/"))->size(), 1U);
}

TEST(Zip, KeepsToItsLimits) {
    const auto bytes = *write_zip({{"a", std::string(5'000'000, '\0')}, {"b", "x"}});
    const auto kind = [&](ZipLimits limits) { return read_zip(bytes, limits).error().kind; };
    EXPECT_TRUE(read_zip(bytes, {.ratio = 5000}));
    EXPECT_EQ(kind({}), ErrorKind::too_large) << "ratio";
    EXPECT_EQ(kind({.bytes = 4'999'999, .ratio = 5000}), ErrorKind::too_large);
    EXPECT_EQ(kind({.bytes = 5'000'000, .ratio = 5000}), ErrorKind::too_large);
    EXPECT_TRUE(read_zip(bytes, {.bytes = 5'000'001, .ratio = 5000}));
    EXPECT_EQ(kind({.entries = 1, .ratio = 5000}), ErrorKind::too_large);
}

TEST(Zip, ReportsDamage) {
    EXPECT_EQ(read_zip("").error().kind, ErrorKind::invalid);
    EXPECT_EQ(read_zip("no archive at all").error().kind, ErrorKind::invalid);
    const auto bytes = *write_zip({{"a", "the content of this entry, long enough to be hit", true}});
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) EXPECT_FALSE(read_zip(bytes.substr(0, cut))) << cut;
    auto flipped = bytes;
    flipped[35] ^= 1;  // inside the content: the checksum tells
    EXPECT_EQ(read_zip(flipped).error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace kireise::formats
