#pragma once
// Figures with their uncertainty.

#include <span>
#include <vector>

#include "base/random.h"

namespace kireise::lab {

struct Interval {
    double low = 0;
    double high = 0;
    friend bool operator==(const Interval&, const Interval&) = default;
};

inline constexpr int bootstrap_resamples = 2000;
inline constexpr double interval_level = 0.95;

// 95 % interval of the mean by the percentile bootstrap (Efron 1979). The same random stream gives the same interval. When all samples
// are equal it is a single point: few samples then look surer than they are. No samples: 0..0.
[[nodiscard]] Interval bootstrap_mean(std::span<const double> samples, const Random& random);

// 95 % interval of a share by Wilson's score method (Wilson 1927, JASA 22, 209-212), without correction for continuity. 0..1 for none.
[[nodiscard]] Interval wilson(std::size_t successes, std::size_t all);

[[nodiscard]] double mean(std::span<const double> samples);  // 0 for none

// Nearest rank: the smallest sample that at least `share` (0..1) of the samples do not exceed. 0 for none.
[[nodiscard]] double percentile(std::vector<double> samples, double share);

}  // namespace kireise::lab
