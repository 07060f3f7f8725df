#include "base/zip.h"

#include <gmock/gmock.h>
#include <zip.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"

namespace kireise {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const Instant noon{std::chrono::sys_days(2026y / 6 / 15) + 12h};

TEST(Zip, GivesBackWhatWasPutInInItsOrder) {
    const std::vector<ZipEntry> entries{{"mimetype", "text/plain"},
                                        {"b/c.bin", std::string("\0\xff\n", 3)},
                                        {"ordner/straße.txt", "x"},
                                        {"a-empty", ""},
                                        {"long", std::string(100'000, 'a') + "b"}};
    const auto archive = write_zip(entries, noon);
    ASSERT_TRUE(archive.has_value()) << archive.error().message;
    EXPECT_EQ(read_zip(*archive, {.ratio = 10'000}), entries);
}

TEST(Zip, StoresWhereAskedAndCompressesElsewhere) {
    const std::string content(10'000, 'a');
    const auto stored = *write_zip({{"mimetype", content, true}, {"b", "x"}}, noon);
    EXPECT_EQ(stored.substr(28, 2), std::string("\0\0", 2)) << "no extra field";
    EXPECT_EQ(stored.substr(30, 8 + content.size()), "mimetype" + content);
    EXPECT_LT(write_zip({{"a", content}}, noon)->size(), 500U);
}

TEST(Zip, TheSameEntriesGiveTheSameBytes) {
    const std::vector<ZipEntry> entries{{"b", "2"}, {"a", "1"}};
    EXPECT_EQ(write_zip(entries, noon), write_zip(entries, noon));
    EXPECT_NE(write_zip(entries, noon), write_zip(entries, noon + 1h));
}

TEST(Zip, StampsTheTimeWithinWhatTheFormatKnows) {
    // Local header: time at offset 10, date at 12, little endian.
    const auto stamp = [](Instant when) { return write_zip({{"a", "1"}}, when)->substr(10, 4); };
    EXPECT_EQ(stamp(noon), std::string("\x00\x60\xcf\x5c", 4));  // 12 << 11; 46 << 9 | 6 << 5 | 15
    const std::string first("\x00\x00\x21\x00", 4);
    EXPECT_EQ(stamp(Instant{std::chrono::sys_days(1970y / 8 / 9)}), first);
    EXPECT_EQ(stamp(Instant{std::chrono::sys_days(1980y / 1 / 1)}), first);
    EXPECT_EQ(stamp(Instant{std::chrono::sys_days(2500y / 1 / 1)}),
              stamp(Instant{std::chrono::sys_days(2107y / 12 / 31) + 23h + 59min + 58s}));
}

TEST(Zip, WritesNoNamesThatLeadOutside) {
    for (const auto* name : {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a\\b", "c:x", "./a", "folder/", "\xff"}) {
        EXPECT_EQ(write_zip({{name, "x"}}, noon).error().kind, ErrorKind::invalid) << name;
    }
    EXPECT_FALSE(write_zip({{std::string(1025, 'a'), "x"}}, noon).has_value());
    EXPECT_THAT(write_zip({{"a", "1"}, {"a", "2"}}, noon).error().message, HasSubstr("a stands in the archive twice"));
    EXPECT_EQ(write_zip({}, noon).error().kind, ErrorKind::invalid);
}

// The writer refuses such names, so the bytes of a good archive are changed.
TEST(Zip, ReadsNoHostileNames) {
    const auto archive = *write_zip({{"ab/cd", "x"}, {"ab/ef", "y"}}, noon);
    EXPECT_TRUE(read_zip(archive).has_value());
    for (const auto* name : {"../cd", "/b/cd", "a//cd", "a\\/cd", "./bcd", "a:/cd", "ab/..", "ab/c/", "ab/ef",
                             "\xff"
                             "b/cd"}) {
        EXPECT_EQ(read_zip(replace_all(archive, "ab/cd", name)).error().kind, ErrorKind::invalid) << name;
    }
}

TEST(Zip, RefusesBombsBeforeUnpacking) {
    const std::string zeros(10U << 20U, '\0');
    EXPECT_EQ(read_zip(*write_zip({{"zeros", zeros}}, noon)).error().kind, ErrorKind::too_large);
    const std::vector<ZipEntry> beside{{"noise", std::string(1U << 20U, 'n'), true}, {"zeros", zeros}};
    EXPECT_THAT(read_zip(*write_zip(beside, noon)).error().message, HasSubstr("zeros")) << "large beside other content";
    EXPECT_TRUE(read_zip(*write_zip(beside, noon), {.ratio = 2000}).has_value());
}

TEST(Zip, KeepsToItsLimits) {
    const auto several = *write_zip({{"a", "12345"}, {"b", "12345"}, {"c", "12345"}}, noon);
    EXPECT_TRUE(read_zip(several, {.entries = 3, .entry_bytes = 5, .total_bytes = 15}).has_value());
    EXPECT_EQ(read_zip(several, {.total_bytes = 14}).error().kind, ErrorKind::too_large);
    EXPECT_EQ(read_zip(several, {.entry_bytes = 4}).error().kind, ErrorKind::too_large);
    EXPECT_EQ(read_zip(several, {.entries = 2}).error().kind, ErrorKind::too_large);
}

// A central directory that states a smaller size than the data has.
TEST(Zip, DoesNotTrustStatedSizes) {
    auto archive = *write_zip({{"a", std::string(5'000, 'a')}}, noon);
    const std::string size("\x88\x13\x00\x00", 4);
    ASSERT_NE(archive.find(size), std::string::npos);
    EXPECT_EQ(read_zip(replace_all(archive, size, std::string("\x05\x00\x00\x00", 4))).error().kind, ErrorKind::invalid);
}

TEST(Zip, RefusesLinksAndEncryption) {
    const auto temp = TempDir::create();
    const auto path = (temp->path() / "x.zip").string();
    const auto change = [&](auto alter) {
        EXPECT_TRUE(write_file(path, *write_zip({{"a", "target"}}, noon)).has_value());
        auto* archive = zip_open(path.c_str(), 0, nullptr);
        alter(archive);
        EXPECT_EQ(zip_close(archive), 0);
        return read_zip(*read_file(path));
    };
    const auto link = change([](zip_t* archive) { zip_file_set_external_attributes(archive, 0, 0, ZIP_OPSYS_UNIX, 0120777U << 16U); });
    EXPECT_THAT(link.error().message, HasSubstr("link"));
    const auto secret = change([](zip_t* archive) { zip_file_set_encryption(archive, 0, ZIP_EM_AES_256, "geheim"); });
    EXPECT_THAT(secret.error().message, HasSubstr("encrypted"));
    const auto unusual = change([](zip_t* archive) { zip_set_file_compression(archive, 0, ZIP_CM_BZIP2, 0); });
    EXPECT_THAT(unusual.error().message, HasSubstr("unusual"));
}

TEST(Zip, RefusesWhatIsNoArchive) {
    EXPECT_EQ(read_zip("").error().kind, ErrorKind::invalid);
    EXPECT_EQ(read_zip("no archive at all").error().kind, ErrorKind::invalid);
    EXPECT_EQ(read_zip("PK\x05\x06" + std::string(18, '\0')).error().kind, ErrorKind::invalid) << "an archive without entries";
}

TEST(Zip, RefusesEveryTruncationAndMostDamage) {
    const std::vector<ZipEntry> entries{{"a", "Dies ist ein Text, der sich kaum packen lässt: 8f3k2."}, {"b", "zwei"}, {"c", "drei", true}};
    const auto archive = *write_zip(entries, noon);
    for (std::size_t length = 0; length < archive.size(); ++length) EXPECT_FALSE(read_zip(archive.substr(0, length)).has_value()) << length;
    auto flipped = archive;
    flipped[flipped.find("drei")] ^= 1;  // the checksum tells
    EXPECT_EQ(read_zip(flipped).error().kind, ErrorKind::invalid);
    for (std::size_t at = 0; at < archive.size(); ++at) {
        auto damaged = archive;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x15);
        const auto read = read_zip(damaged);  // must not crash; what is read must not pass for the original text
        if (!read) continue;
        for (const auto& entry : *read) {
            EXPECT_TRUE(std::ranges::any_of(entries, [&](const auto& original) { return original.content == entry.content; })) << at;
        }
    }
}

}  // namespace
}  // namespace kireise
