// The Blaupause of this repository itself.

#include <gmock/gmock.h>

#include <ctime>

#include "base/files.h"
#include "blueprint/check.h"
#include "blueprint/package.h"
#include "blueprint/release.h"
#include "blueprint/snapshot.h"

namespace kireise::blueprint {
namespace {

Tree content_of_this_repository() {
    auto tree = read_tree(KIREISE_SOURCE_DIR "/blueprint");
    EXPECT_TRUE(tree.has_value()) << tree.error().message;
    return tree.value_or(Tree{});
}

TEST(OurBlueprint, IsSound) {
    for (const auto& finding : check(content_of_this_repository())) ADD_FAILURE() << to_string(finding);
}

TEST(OurBlueprint, LoadsWithinASecond) {
    const auto tree = content_of_this_repository();
    const auto start = std::clock();
    const auto snapshot = Snapshot::load(tree);
    const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    ASSERT_TRUE(snapshot.has_value()) << snapshot.error().message;
    RecordProperty("seconds", std::to_string(seconds));
#ifdef NDEBUG
    EXPECT_LE(seconds, 1.0);
#endif
}

TEST(OurBlueprint, HasWhatTheJourneyNeeds) {
    const auto loaded = Snapshot::load(content_of_this_repository());
    ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
    const auto& content = **loaded;
    EXPECT_EQ(content.all<Area>().size(), 6U);
    EXPECT_EQ(content.all<Area>().front().id, "area/understand");
    EXPECT_EQ(content.all<Competence>().size(), 21U);
    EXPECT_EQ(content.find<Competence>("competence/how-ai-works")->area, "area/understand");
    EXPECT_EQ(content.all<Question>().size(), 24U);
    EXPECT_GE(content.all<Course>().size(), 3U);
    EXPECT_GE(content.all<Clause>().size(), 8U);
    EXPECT_GE(content.all<UseCase>().size(), 10U);
    EXPECT_GE(content.all<GoldCases>().size(), 2U);
    const auto* mails = content.mails_of("usecase/mail-sorting");
    ASSERT_NE(mails, nullptr);
    EXPECT_FALSE(mails->train.empty());
    EXPECT_FALSE(mails->test.empty());
    EXPECT_NE(content.prompt_of("usecase/plain-language"), nullptr);
    EXPECT_NE(content.workload_of("usecase/plain-language"), nullptr);
    EXPECT_EQ(content.gold_of("usecase/none"), nullptr);
    EXPECT_EQ(content.release().version, "0.1.0");
}

TEST(OurBlueprint, IsHandedOnHashByHash) {
    const auto tree = content_of_this_repository();
    const auto temp = TempDir::create();
    const auto muster = Repository::init_from(temp->path() / "muster", tree, *read_release(tree));
    ASSERT_TRUE(muster.has_value()) << muster.error().message;
    const auto exported = export_package(*muster, temp->path() / "muster.zip", Instant{});
    ASSERT_TRUE(exported.has_value()) << exported.error().message;
    const auto imported = import_package(temp->path() / "muster.zip", temp->path() / "town");
    ASSERT_TRUE(imported.has_value()) << imported.error().message;
    const auto town = *Repository::open(temp->path() / "town");
    EXPECT_EQ(town.head_commit(), muster->head_commit());
    EXPECT_EQ(town.tree_of(imported->commit), tree);
}

TEST(OurBlueprint, NamesForEveryLandByWhichLawStaffCouncilsConsent) {
    const auto loaded = Snapshot::load(content_of_this_repository());
    ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
    std::size_t lands = 0;
    for (const auto& law : (*loaded)->all<Law>()) {
        if (!law.staff_council_in) continue;
        ++lands;
        EXPECT_EQ(law.status, Status::to_verify) << law.id;
    }
    EXPECT_EQ(lands, 16U);
    EXPECT_EQ((*loaded)->find<Law>("law/persvg-lsa-69")->staff_council_in, "Sachsen-Anhalt");
}

}  // namespace
}  // namespace kireise::blueprint
