#include "placement/placement_store.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "lab/testing.h"
#include "placement/testing.h"
#include "store/sqlite.h"

namespace kireise::placement {
namespace {

class PlacementStore : public ::testing::Test {
   protected:
    PlacementStore() { EXPECT_TRUE(store::migrate(*db, {placement_migrations()})); }

    ProbeReport report(double writing) { return testing::report_of(*content->find<blueprint::ModelClass>("model/dense-1b"), 160, writing); }
    Result<std::string> add(const std::string& name, const ProbeReport& what) {
        return add_report(*db, seeded_random(seed++), Instant{}, name, what);
    }

    std::uint64_t seed = 1;
    std::shared_ptr<const blueprint::Snapshot> content = lab::testing::real_content();
    TempDir folder = TempDir::create().value();
    std::unique_ptr<store::Database> db = store::open_sqlite(folder.path() / "db").value();
};

TEST_F(PlacementStore, GivesBackWhatWasReceived) {
    const auto id = add("Bürgeramt, Typ A", report(20)).value();
    const auto stored = find_report(*db, id).value();
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->name, "Bürgeramt, Typ A");
    EXPECT_EQ(stored->report, report(20));
    EXPECT_FALSE(find_report(*db, "other").value());
}

TEST_F(PlacementStore, TheLastReceivedIsTheLatest) {
    EXPECT_FALSE(latest_report(*db).value());
    const auto first = add("", report(20)).value();
    const auto second = add("", report(10)).value();
    EXPECT_EQ(latest_report(*db).value()->id, second);
    const auto all = reports(*db).value();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].id, first);
}

TEST_F(PlacementStore, TheSameMeasurementIsKeptOnce) {
    ASSERT_TRUE(add("", report(20)));
    EXPECT_EQ(add("another name", report(20)).error().kind, ErrorKind::conflict);
    EXPECT_EQ(reports(*db).value().size(), 1U);
}

TEST_F(PlacementStore, CountsPcsNotMeasurements) {
    EXPECT_EQ(pcs_measured(*db).value(), 0);
    ASSERT_TRUE(add("", report(20)));
    auto again = report(21);
    again.hardware.available_bytes /= 2;
    ASSERT_TRUE(add("", again));
    EXPECT_EQ(pcs_measured(*db).value(), 1) << "the same hardware";
    auto other = report(22);
    other.hardware.cores = 8;
    ASSERT_TRUE(add("", other));
    EXPECT_EQ(pcs_measured(*db).value(), 2);
    ASSERT_TRUE(add("Typ A", report(23)));
    ASSERT_TRUE(add("typ a", report(24)));
    EXPECT_EQ(pcs_measured(*db).value(), 3);
}

}  // namespace
}  // namespace kireise::placement
