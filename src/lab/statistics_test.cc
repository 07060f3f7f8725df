#include "lab/statistics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kireise::lab {
namespace {

std::vector<double> passes(int passed, int all) {
    std::vector<double> out(static_cast<std::size_t>(all), 0.0);
    std::fill_n(out.begin(), passed, 1.0);
    return out;
}

TEST(Statistics, PercentileIsTheNearestRank) {
    EXPECT_EQ(percentile({15, 20, 35, 40, 50}, 0.5), 35);
    EXPECT_EQ(percentile({50, 20, 35, 40, 15}, 0.3), 20);
    EXPECT_EQ(percentile({15, 20, 35, 40, 50}, 0.9), 50);
    EXPECT_EQ(percentile({7}, 0.0), 7);
    EXPECT_EQ(percentile({7}, 1.0), 7);
    EXPECT_EQ(percentile({}, 0.5), 0);
}

TEST(Statistics, BootstrapIsReproducible) {
    const auto samples = passes(9, 12);
    EXPECT_EQ(bootstrap_mean(samples, seeded_random(1)), bootstrap_mean(samples, seeded_random(1)));
}

TEST(Statistics, BootstrapAgreesWithTheNormalApproximation) {
    const auto samples = passes(880, 1000);
    const auto interval = bootstrap_mean(samples, seeded_random(7));
    const double half_width = 1.96 * std::sqrt(0.88 * 0.12 / 1000);
    EXPECT_NEAR(interval.low, 0.88 - half_width, 0.004);
    EXPECT_NEAR(interval.high, 0.88 + half_width, 0.004);
}

TEST(Statistics, FewerSamplesAreLessSure) {
    const auto few = bootstrap_mean(passes(8, 10), seeded_random(3));
    const auto many = bootstrap_mean(passes(80, 100), seeded_random(3));
    EXPECT_GT(few.high - few.low, 2 * (many.high - many.low));
    EXPECT_LE(few.low, 0.8);
    EXPECT_GE(few.high, 0.8);
}

TEST(Statistics, ExtremesAndNothing) {
    EXPECT_EQ(bootstrap_mean(passes(12, 12), seeded_random(1)), (Interval{1, 1}));
    EXPECT_EQ(bootstrap_mean({}, seeded_random(1)), (Interval{0, 0}));
    EXPECT_EQ(mean({}), 0);
}

}  // namespace
}  // namespace kireise::lab
