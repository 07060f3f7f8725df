#include "blueprint/vocabulary.h"

#include <gtest/gtest.h>

#include <set>

namespace kireise::blueprint {
namespace {

template <class E, std::size_t N>
void expect_round_trip(const std::array<E, N>& values) {
    std::set<std::string_view> ids;
    for (const auto value : values) {
        EXPECT_EQ(from_id<E>(to_id(value)), value);
        ids.insert(to_id(value));
    }
    EXPECT_EQ(ids.size(), N);
    EXPECT_FALSE(ids.contains(""));
}

TEST(Vocabulary, EveryValueHasItsOwnId) {
    expect_round_trip(data_classes);
    expect_round_trip(engine_locations);
    EXPECT_EQ(from_id<DataClass>("secret"), std::nullopt);
}

TEST(Vocabulary, UsesTheIdsOfTheFormat) {
    EXPECT_EQ(to_id(DataClass::open), "public");
    EXPECT_EQ(to_id(DataClass::vs_nfd), "vs-nfd");
    EXPECT_EQ(to_id(EngineLocation::own_server), "own-server");
}

TEST(Vocabulary, LevelsReachFromZeroToFour) {
    EXPECT_EQ(parse_level("0"), lowest_level);
    EXPECT_EQ(parse_level("4"), highest_level);
    EXPECT_FALSE(parse_level("5").has_value());
    EXPECT_FALSE(parse_level("-1").has_value());
    EXPECT_FALSE(parse_level("").has_value());
    EXPECT_FALSE(parse_level("11").has_value());
}

}  // namespace
}  // namespace kireise::blueprint
