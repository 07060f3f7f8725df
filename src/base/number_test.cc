#include "base/number.h"

#include <gtest/gtest.h>

#include <limits>

namespace kireise {
namespace {

TEST(Number, GroupsAndPointFollowTheLanguage) {
    EXPECT_EQ(number(1234567.5, 1, "de"), "1.234.567,5");
    EXPECT_EQ(number(1234567.5, 1, "en"), "1,234,567.5");
    EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN(), 0, "de"), "0");
    EXPECT_EQ(german_number(-1234.0), "-1.234");
    EXPECT_EQ(german_number(-123.0), "-123");
    EXPECT_EQ(german_number(999.999, 2), "1.000,00");
}

TEST(Number, PercentAndSize) {
    EXPECT_EQ(percent(0.807, "de"), "81\u00a0%");
    EXPECT_EQ(data_size(0, "de"), "0,0\u00a0KB");
    EXPECT_EQ(data_size(734'000, "de"), "734\u00a0KB");
    EXPECT_EQ(data_size(999'600, "de"), "1,0\u00a0MB");
    EXPECT_EQ(data_size(1'440'000'000, "en"), "1.4\u00a0GB");
    EXPECT_EQ(memory_size(std::uint64_t{16} << 30U, "de"), "16\u00a0GB");
    EXPECT_EQ(memory_size(std::uint64_t{1536} << 20U, "de"), "1,5\u00a0GB");
}

TEST(Number, WholeNumberTakesDigitsAlone) {
    EXPECT_EQ(whole_number("42"), 42);
    EXPECT_EQ(whole_number("-7"), -7);
    for (const auto* text : {"", "4 2", " 42", "42 ", "4.2", "+4", "0x10", "vier", "9223372036854775808"}) {
        EXPECT_EQ(whole_number(text), std::nullopt) << text;
    }
}

TEST(Number, DurationNamesTheLargestUnitThatFits) {
    EXPECT_EQ(duration(3, "de"), "unter 0,1\u00a0Sekunden");
    EXPECT_EQ(duration(50, "de"), "0,1\u00a0Sekunden");
    EXPECT_EQ(duration(420, "de"), "0,4\u00a0Sekunden");
    EXPECT_EQ(duration(1'010, "de"), "1\u00a0Sekunde");
    EXPECT_EQ(duration(999.9, "en"), "1\u00a0second");
    EXPECT_EQ(duration(45'400, "de"), "45\u00a0Sekunden");
    EXPECT_EQ(duration(59'980, "de"), "1\u00a0Minute");
    EXPECT_EQ(duration(151'000, "de"), "2,5\u00a0Minuten");
    EXPECT_EQ(duration(725'000, "en"), "12\u00a0minutes");
    EXPECT_EQ(duration(3'600'000 * 1.5, "de"), "1,5\u00a0Stunden");
}

}  // namespace
}  // namespace kireise
