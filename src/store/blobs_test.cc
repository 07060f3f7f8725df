#include "store/blobs.h"

#include <gmock/gmock.h>

#include "store/testing.h"

namespace kireise::store {
namespace {

enum class Place { folder, sqlite, postgresql };

class BlobsTest : public testing::TestWithParam<Place> {
   protected:
    void SetUp() override {
        if (GetParam() == Place::folder) {
            blobs = blobs_in_folder(files.folder() / "documents");
            return;
        }
        auto opened = files.open();
        ASSERT_TRUE(opened.has_value()) << opened.error().message;
        db = *std::move(opened);
        ASSERT_TRUE(migrate(*db, {blob_migrations()}));
        blobs = blobs_in_database(*db);
    }

    TestDatabase files{GetParam() == Place::postgresql ? Product::postgresql : Product::sqlite};
    std::unique_ptr<Database> db;
    std::unique_ptr<Blobs> blobs;
    const std::string id = "0123456789abcdef0123456789abcdef";
    const Instant now = system_clock()();
};

TEST_P(BlobsTest, GivesBackEveryByte) {
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i);
    ASSERT_TRUE(blobs->put(id, bytes, now));
    EXPECT_EQ(*blobs->get(id), bytes);
    EXPECT_EQ(blobs->put(id, "other", now).error().kind, ErrorKind::conflict);
    EXPECT_EQ(*blobs->get(id), bytes);
    ASSERT_TRUE(blobs->remove(id));
    ASSERT_TRUE(blobs->remove(id)) << "gone already";
    EXPECT_EQ(blobs->get(id).error().kind, ErrorKind::not_found);
}

TEST_P(BlobsTest, RefusesOtherNamesAndTooMuch) {
    for (const auto* name : {"", "../town.db", "0123456789ABCDEF0123456789abcdef", "0123456789abcdef0123456789abcde/"}) {
        EXPECT_EQ(blobs->put(name, "x", now).error().kind, ErrorKind::invalid) << name;
        EXPECT_EQ(blobs->get(name).error().kind, ErrorKind::invalid) << name;
        EXPECT_EQ(blobs->remove(name).error().kind, ErrorKind::invalid) << name;
    }
    EXPECT_EQ(blobs->put(id, std::string(max_blob_bytes + 1, 'x'), now).error().kind, ErrorKind::too_large);
}

TEST_P(BlobsTest, ClearsAwayWhatNoRowNames) {
    const std::string other(32, 'a');
    EXPECT_EQ(*remove_unnamed(*blobs, {}, now), 0U);
    ASSERT_TRUE(blobs->put(id, "named", now));
    ASSERT_TRUE(blobs->put(other, "forgotten", now));
    EXPECT_EQ(*remove_unnamed(*blobs, {id}, now), 0U) << "its row may be on the way";
    EXPECT_EQ(*remove_unnamed(*blobs, {id}, now + std::chrono::hours{25}), 1U);
    EXPECT_EQ(*blobs->get(id), "named");
    EXPECT_EQ(blobs->get(other).error().kind, ErrorKind::not_found);
}

INSTANTIATE_TEST_SUITE_P(Places, BlobsTest, testing::Values(Place::folder, Place::sqlite, Place::postgresql), [](const auto& one) {
    return one.param == Place::folder ? "folder" : one.param == Place::sqlite ? "sqlite" : "postgresql";
});

}  // namespace
}  // namespace kireise::store
