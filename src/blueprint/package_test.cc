#include "blueprint/package.h"

#include <gmock/gmock.h>

#include <fstream>
#include <functional>
#include <random>

#include "base/files.h"
#include "base/zip.h"
#include "blueprint/release.h"
#include "blueprint/snapshot.h"
#include "blueprint/test_tree.h"

namespace kireise::blueprint {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;

const Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 6 / 15) + 12h};

using Entries = std::map<std::string, std::string>;

Entries read_entries(const fs::path& file) {
    Entries out;
    const auto entries = *read_zip(*read_file(file));
    for (const auto& entry : entries) out.emplace(entry.name, entry.content);
    return out;
}

// A town with the Muster and two changes of its own.
class PackageTest : public testing::Test {
   protected:
    void SetUp() override {
        auto made = Repository::init_from(path("town"), small_tree(), *read_release(small_tree()));
        ASSERT_TRUE(made.has_value()) << made.error().message;
        change(*made, {{"law/gdpr.yaml", replace_all(small_tree()["law/gdpr.yaml"], "title: T", "title: Neu")}});
        change(*made, {{"law/README.md", "neu\n"}});
        const auto exported = export_package(*made, path("town.zip"), noon);
        ASSERT_TRUE(exported.has_value()) << exported.error().message;
        manifest_ = *exported;
    }

    static void change(Repository& repository, Changes files) {
        const auto commit =
            repository.commit_change({*repository.head_commit(), std::move(files), "coordination", std::string(32, 'a'), "neu", noon});
        ASSERT_TRUE(commit.has_value()) << commit.error().message;
    }

    [[nodiscard]] fs::path path(const std::string& name) const { return temp_->path() / name; }

    // The sentence that refuses the package after the entries were altered; nothing may be left behind.
    std::string refused(const std::function<void(Entries&)>& alter) const {
        auto entries = read_entries(path("town.zip"));
        alter(entries);
        std::vector<ZipEntry> altered;
        for (const auto& [name, content] : entries) altered.push_back({name, content});
        return refused_bytes(*write_zip(altered, noon));
    }

    [[nodiscard]] std::string refused_bytes(const std::string& bytes) const {
        write(path("altered.zip"), bytes);
        const auto before = entries_here();
        const auto imported = import_package(path("altered.zip"), path("new"));
        EXPECT_EQ(entries_here(), before);
        if (imported) return "accepted";
        EXPECT_TRUE(imported.error().kind == ErrorKind::invalid || imported.error().kind == ErrorKind::too_large)
            << imported.error().message;
        return imported.error().message;
    }

    static void write(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

    [[nodiscard]] std::vector<fs::path> entries_here() const {
        std::vector<fs::path> out{fs::directory_iterator(temp_->path()), fs::directory_iterator()};
        std::ranges::sort(out);
        return out;
    }

    Result<TempDir> temp_ = TempDir::create();
    Manifest manifest_;
};

TEST_F(PackageTest, TheNextTownGetsTheSameTreeHashByHash) {
    const auto town = *Repository::open(path("town"));
    const auto imported = import_package(path("town.zip"), path("next"));
    ASSERT_TRUE(imported.has_value()) << imported.error().message;
    EXPECT_EQ(*imported, manifest_);
    const auto next = Repository::open(path("next"));
    ASSERT_TRUE(next.has_value());
    EXPECT_EQ(next->head_commit(), town.head_commit());
    EXPECT_EQ(next->tree_id(*next->head_commit()), manifest_.tree);
    const auto theirs = *next->log();
    const auto ours = *town.log();
    ASSERT_EQ(theirs.size(), 3U);
    for (std::size_t i = 0; i < ours.size(); ++i) {
        EXPECT_EQ(theirs[i].commit, ours[i].commit);
        EXPECT_EQ(theirs[i].author_id, ours[i].author_id);
        EXPECT_EQ(next->tree_of(ours[i].commit), town.tree_of(ours[i].commit));
    }
}

TEST_F(PackageTest, TheNextTownCanGoOnAndHandOnAgain) {
    ASSERT_TRUE(import_package(path("town.zip"), path("next")).has_value());
    auto next = *Repository::open(path("next"));
    ASSERT_TRUE(export_package(next, path("again.zip"), noon).has_value());
    EXPECT_EQ(read_file(path("again.zip")), read_file(path("town.zip")));
    change(next, {{"README.md", "x\n"}});
    EXPECT_EQ(next.log()->size(), 4U);
    EXPECT_TRUE(Snapshot::load(*next.tree_of(*next.head_commit())).has_value());
}

TEST_F(PackageTest, PeopleCanReadIt) {
    const auto entries = read_entries(path("town.zip"));
    EXPECT_EQ(entries.at("files/law/README.md"), "neu\n");
    EXPECT_THAT(entries.at("manifest.json"), HasSubstr("\"licence\": \"CC-BY-4.0\""));
    EXPECT_EQ(manifest_.created, "2026-06-15T12:00:00Z");
}

TEST_F(PackageTest, GoesOnlyIntoAnEmptyFolder) {
    fs::create_directory(path("empty"));
    EXPECT_TRUE(import_package(path("town.zip"), path("empty")).has_value());
    const auto again = import_package(path("town.zip"), path("empty"));
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().kind, ErrorKind::conflict);
    EXPECT_EQ(import_package(path("none.zip"), path("new")).error().kind, ErrorKind::not_found);
}

TEST_F(PackageTest, RefusesAlteredFiles) {
    EXPECT_THAT(refused([](Entries& entries) { entries["files/law/gdpr.yaml"] += " "; }),
                HasSubstr("law/gdpr.yaml in the package was altered"));
    EXPECT_THAT(refused([](Entries& entries) { entries.erase("files/law/gdpr.yaml"); }), HasSubstr("lacks law/gdpr.yaml"));
    EXPECT_THAT(refused([](Entries& entries) { entries["files/x.md"] = ""; }), HasSubstr("does not name"));
    EXPECT_THAT(refused([](Entries& entries) { entries["files/.git/config"] = ""; }), HasSubstr("not safe"));
    EXPECT_THAT(refused([](Entries& entries) { entries["notes.txt"] = ""; }), HasSubstr("does not belong there"));
    EXPECT_THAT(refused([](Entries& entries) { entries.erase("manifest.json"); }), HasSubstr("no manifest.json"));
    EXPECT_THAT(refused([](Entries& entries) { entries["manifest.json"] = "{"; }), HasSubstr("JSON"));
}

TEST_F(PackageTest, RefusesAManifestThatIsNotTrue) {
    const auto replace = [](std::string from, std::string to) {
        return [from, to](Entries& entries) { entries["manifest.json"] = replace_all(entries["manifest.json"], from, to); };
    };
    EXPECT_THAT(refused(replace("\"1.0.0\"", "\"2.0.0\"")), HasSubstr("blueprint.yaml"));
    EXPECT_THAT(refused(replace(manifest_.tree, std::string(40, '0'))), HasSubstr("not those of its newest commit"));
    EXPECT_THAT(refused(replace(manifest_.commit, std::string(40, '0'))), HasSubstr("cannot find the commit"));
    EXPECT_THAT(refused(replace(manifest_.commit, "main")), HasSubstr("no id"));
    const auto first = (*Repository::open(path("town"))).log()->back().commit;
    EXPECT_THAT(refused(replace(manifest_.commit, first)), HasSubstr("not those of its newest commit"));
}

// Files and manifest altered together are still not the files of the commit.
TEST_F(PackageTest, RefusesFilesAlteredTogetherWithTheManifest) {
    const auto sentence = refused([&](Entries& entries) {
        auto manifest = *parse_manifest(entries["manifest.json"]);
        Tree files;
        for (const auto& [name, content] : entries) {
            if (name.starts_with("files/")) files[name.substr(6)] = content;
        }
        files["law/README.md"] = "anders\n";
        entries["files/law/README.md"] = files["law/README.md"];
        entries["manifest.json"] = write_manifest(make_manifest(*read_release(files), files, manifest.commit, manifest.tree, noon));
    });
    EXPECT_THAT(sentence, HasSubstr("not those of its newest commit"));
}

TEST_F(PackageTest, RefusesAnAlteredHistory) {
    const auto entries = read_entries(path("town.zip"));
    int objects = 0;
    for (const auto& [name, content] : entries) {
        if (!name.starts_with("objects/")) continue;
        ++objects;
        EXPECT_NE(refused([&, id = name](Entries& altered) { altered.erase(id); }), "accepted") << name;
        EXPECT_NE(refused([&, id = name](Entries& altered) { altered[id].back() ^= 1; }), "accepted") << name;
    }
    EXPECT_GT(objects, 5);
    using namespace std::string_literals;
    const auto extra = "objects/ce013625030ba8dba906f756967f9e9ca394464a"s;  // git hash-object of "hello\n"
    EXPECT_THAT(refused([&](Entries& altered) { altered[extra] = "blob 6\0hello\n"s; }), HasSubstr("do not belong to its history"));
    EXPECT_THAT(refused([&](Entries& altered) { altered[extra] = "blob 6\0hallo\n"s; }), HasSubstr("was altered"));
    EXPECT_THAT(refused([&](Entries& altered) { altered[extra] = "blob 7\0hello\n"s; }), HasSubstr("git's format"));
    EXPECT_THAT(refused([&](Entries& altered) { altered[extra] = "tag 0\0"s; }), HasSubstr("git's format"));
    EXPECT_THAT(refused([&](Entries& altered) { altered[extra] = ""; }), HasSubstr("git's format"));
}

TEST_F(PackageTest, RefusesEveryTruncation) {
    const auto bytes = *read_file(path("town.zip"));
    for (std::size_t length = 0; length < bytes.size(); length += 97)
        EXPECT_NE(refused_bytes(bytes.substr(0, length)), "accepted") << length;
}

TEST_F(PackageTest, DamageIsNoticedOrHarmless) {
    const auto bytes = *read_file(path("town.zip"));
    std::mt19937 random(7);
    for (int i = 0; i < 300; ++i) {
        auto damaged = bytes;
        damaged[random() % damaged.size()] ^= static_cast<char>(1U << (random() % 8));
        write(path("damaged.zip"), damaged);
        const auto imported = import_package(path("damaged.zip"), path("damaged"));
        if (!imported) continue;
        EXPECT_EQ(*imported, manifest_);  // a bit that carries nothing, such as a time
        fs::remove_all(path("damaged"));
    }
}

}  // namespace
}  // namespace kireise::blueprint
