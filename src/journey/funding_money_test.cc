#include "journey/funding_money.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace kireise::journey {
namespace {

TEST(Cents, AreReadAsPeopleType) {
    const std::vector<std::pair<const char*, Cents>> typed{{"1.234,56", 123456}, {"1234.56", 123456},      {"1234", 123400},
                                                           {"1.234", 123400},    {"1234,5", 123450},       {"12.5", 1250},
                                                           {"0,01", 1},          {" 7 € ", 700},           {"7,00\u00a0€", 700},
                                                           {"-12,50", -1250},    {"1.234.567", 123456700}, {"1000000000", most_cents}};
    for (const auto& [text, cents] : typed) EXPECT_EQ(parse_cents(text), cents) << text;
    for (const auto* text : {"", "-", "1,234", "1,", ",5", "1.23,4", "1.2345", "12.34,5", "1234.567,00", "1e5", "0x1", "viel", "1 000",
                             "--1", "1000000000,01", "99999999999999999999", "1.234.56"}) {
        EXPECT_EQ(parse_cents(text), std::nullopt) << text;
    }
}

TEST(Cents, ReadInBothLanguages) {
    EXPECT_EQ(cents_text(123456789, "de"), "1.234.567,89");
    EXPECT_EQ(cents_text(-5, "de"), "-0,05");
    EXPECT_EQ(cents_text(100'000, "en"), "1,000.00");
    EXPECT_EQ(euros_text(99, "de"), "0,99\u00a0€");
}

TEST(Shares, AreRoundedOnce) {
    EXPECT_EQ(share_in_basis_points(12'000'000, 14'000'000), 8571);
    EXPECT_EQ(basis_points_text(8571, "de"), "85,71\u00a0%");
    EXPECT_EQ(share_in_basis_points(1, 0), std::nullopt);
    EXPECT_EQ(share_of(1, 1, 2), 1) << "half goes away from zero";
    EXPECT_EQ(share_of(-1, 1, 2), -1);
    EXPECT_EQ(share_of(100, 0, 0), 0);
    EXPECT_EQ(share_of(1'000'000'000'000'000'000, 999'999, 1'000'000), 999'999'000'000'000'000) << "wider than 64 bits in between";
}

RC_GTEST_PROP(Shares, NoCentIsLost, ()) {
    const Cents amount = *rc::gen::inRange<Cents>(-most_cents, most_cents);
    const Cents land = *rc::gen::inRange<Cents>(0, most_cents);
    const Cents own = *rc::gen::inRange<Cents>(0, most_cents);
    const auto split = split_by_sources(amount, land, own);
    RC_ASSERT(split.land + split.own == amount);
    if (land + own == 0) return;
    // Never further from the exact part than half a cent.
    const auto error = static_cast<long double>(split.land) - static_cast<long double>(amount) * land / (land + own);
    RC_ASSERT(error <= 0.5001L);
    RC_ASSERT(error >= -0.5001L);
}

RC_GTEST_PROP(Cents, WhatIsWrittenIsReadAgain, ()) {
    const Cents cents = *rc::gen::inRange<Cents>(-most_cents, most_cents);
    RC_ASSERT(parse_cents(cents_text(cents, "de")) == cents);
}

}  // namespace
}  // namespace kireise::journey
