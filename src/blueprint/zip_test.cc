#include "blueprint/zip.h"

#include <gmock/gmock.h>
#include <zip.h>

#include "base/files.h"
#include "base/text.h"

namespace kireise::blueprint {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 6 / 15) + 12h};

TEST(Zip, GivesBackWhatWasPutIn) {
    const ZipEntries entries{
        {"a.txt", "x"}, {"b/c.bin", std::string("\0\xff\n", 3)}, {"empty", ""}, {"long", std::string(100'000, 'a') + "b"}};
    const auto archive = write_zip(entries, noon);
    ASSERT_TRUE(archive.has_value());
    EXPECT_EQ(read_zip(*archive, {.ratio = 10'000}), entries);
}

TEST(Zip, TheSameEntriesGiveTheSameBytes) {
    const ZipEntries entries{{"b", "2"}, {"a", "1"}};
    EXPECT_EQ(write_zip(entries, noon), write_zip({{"a", "1"}, {"b", "2"}}, noon));
    EXPECT_NE(write_zip(entries, noon), write_zip(entries, noon + 1h));
}

TEST(Zip, RefusesBombsBeforeUnpacking) {
    const auto bomb = write_zip({{"zeros", std::string(10U << 20U, '\0')}}, noon);
    EXPECT_EQ(read_zip(*bomb).error().kind, ErrorKind::too_large);
    const auto several = write_zip({{"a", "12345"}, {"b", "12345"}, {"c", "12345"}}, noon);
    EXPECT_TRUE(read_zip(*several, {.total_bytes = 15}).has_value());
    EXPECT_EQ(read_zip(*several, {.total_bytes = 14}).error().kind, ErrorKind::too_large);
    EXPECT_EQ(read_zip(*several, {.entry_bytes = 4}).error().kind, ErrorKind::too_large);
    EXPECT_EQ(read_zip(*several, {.entries = 2}).error().kind, ErrorKind::too_large);
}

TEST(Zip, RefusesNamesThatLeadOutside) {
    for (const auto* name : {"../x", "/etc/x", "a/../../x", "a\\x", "a//x", "./x", "folder/"}) {
        const auto archive = write_zip({{name, "x"}}, noon);
        ASSERT_TRUE(archive.has_value()) << name;
        EXPECT_EQ(read_zip(*archive).error().kind, ErrorKind::invalid) << name;
    }
}

TEST(Zip, RefusesANameThatStandsTwice) {
    const auto archive = replace_all(*write_zip({{"files/a.md", "1"}, {"files/b.md", "2"}}, noon), "files/b.md", "files/a.md");
    EXPECT_EQ(read_zip(archive).error().kind, ErrorKind::invalid);
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
}

TEST(Zip, RefusesEveryTruncationAndMostDamage) {
    const ZipEntries entries{{"a", "Dies ist ein Text, der sich kaum packen lässt: 8f3k2."}, {"b", "zwei"}};
    const auto archive = *write_zip(entries, noon);
    for (std::size_t length = 0; length < archive.size(); ++length) EXPECT_FALSE(read_zip(archive.substr(0, length)).has_value()) << length;
    for (std::size_t at = 0; at < archive.size(); ++at) {
        auto damaged = archive;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x15);
        const auto read = read_zip(damaged);  // must not crash; what is read must not pass for the original text
        if (!read || *read == entries) continue;
        for (const auto& [name, content] : *read) EXPECT_TRUE(content == entries.at("a") || content == entries.at("b")) << at;
    }
}

}  // namespace
}  // namespace kireise::blueprint
