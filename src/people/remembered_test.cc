#include "people/remembered.h"

#include <gmock/gmock.h>

#include "people/testing.h"

namespace kireise::people {
namespace {

using namespace std::chrono_literals;

class RememberedTest : public testing::Test {
   protected:
    std::chrono::steady_clock::time_point now;
    Remembered remembered{[this] { return now; }};
    int made = 0;

    Result<int> make() { return ++made; }
    int get(const std::string& key, std::uint64_t version) {
        return **remember(remembered, key, version, [this] { return make(); });
    }
};

TEST_F(RememberedTest, MakesAValueAgainWhenTheVersionGrows) {
    EXPECT_EQ(get("a", 1), 1);
    EXPECT_EQ(get("a", 1), 1);
    EXPECT_EQ(get("b", 1), 2);
    EXPECT_EQ(get("a", 2), 3);
}

TEST_F(RememberedTest, ForgetsAfterASecondWhatOthersMayHaveChanged) {
    EXPECT_EQ(get("a", 1), 1);
    now += 999ms;
    EXPECT_EQ(get("a", 1), 1);
    now += 1ms;
    EXPECT_EQ(get("a", 1), 2);
}

TEST_F(RememberedTest, KeepsTypesApartAndNoErrors) {
    EXPECT_EQ(get("a", 1), 1);
    EXPECT_EQ(**remember(remembered, "a", 1, []() -> Result<std::string> { return "text"; }), "text");
    EXPECT_FALSE(remember(remembered, "c", 1, []() -> Result<int> { return fail(ErrorKind::io, "No."); }));
    EXPECT_EQ(get("c", 1), 2);
}

TEST_F(RememberedTest, ForgetsAllWhenThereIsTooMuch) {
    for (std::size_t i = 0; i <= Remembered::most; ++i) get(std::to_string(i), 1);
    EXPECT_EQ(get("0", 1), static_cast<int>(Remembered::most) + 2);
}

TEST(TownMemory, SeesWritesNewContentAndTheNextDay) {
    TestTown town{{}, {}};
    Remembered remembered([] { return std::chrono::steady_clock::time_point{}; });
    int made = 0;
    const auto get = [&] { return **remember(remembered, town.town(), "a", [&]() -> Result<int> { return ++made; }); };
    EXPECT_EQ(get(), 1);
    EXPECT_EQ(get(), 1);
    ASSERT_TRUE(set_setting(town.town(), "name", "B"));
    EXPECT_EQ(get(), 2);
    const auto head = town.town().head_commit().value();
    ASSERT_TRUE(town.town().commit({.parent = head,
                                    .files = {{"README.md", "x\n"}},
                                    .role = "coordination",
                                    .author_id = std::string(32, 'a'),
                                    .message = "m",
                                    .when = town.town().now()}));
    EXPECT_EQ(get(), 3);
    town.set_now(town.town().now() + std::chrono::hours{24});
    EXPECT_EQ(get(), 4);
    EXPECT_EQ(get(), 4);
}

}  // namespace
}  // namespace kireise::people
