#include "lab/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace kireise::lab {
namespace {

double mean_of_resample(std::span<const double> samples, std::span<const std::uint64_t> draws) {
    double sum = 0;
    for (const auto draw : draws) sum += samples[draw % samples.size()];
    return sum / static_cast<double>(samples.size());
}

}  // namespace

double mean(std::span<const double> samples) {
    if (samples.empty()) return 0;
    return std::accumulate(samples.begin(), samples.end(), 0.0) / static_cast<double>(samples.size());
}

Interval bootstrap_mean(std::span<const double> samples, const Random& random) {
    if (samples.empty()) return {};
    std::vector<double> means;
    std::vector<std::uint64_t> draws(samples.size());
    for (int i = 0; i < bootstrap_resamples; ++i) {
        random(std::as_writable_bytes(std::span(draws)));
        means.push_back(mean_of_resample(samples, draws));
    }
    const double tail = (1 - interval_level) / 2;
    return {percentile(means, tail), percentile(means, 1 - tail)};
}

Interval wilson(std::size_t successes, std::size_t all) {
    if (all == 0) return {0, 1};
    constexpr double z = 1.959963984540054;  // 97.5 % quantile of the normal distribution
    const auto n = static_cast<double>(all);
    const double share = static_cast<double>(successes) / n;
    const double centre = share + z * z / (2 * n);
    const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    return {std::max(0.0, (centre - half) / scale), std::min(1.0, (centre + half) / scale)};
}

double percentile(std::vector<double> samples, double share) {
    if (samples.empty()) return 0;
    std::ranges::sort(samples);
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(samples.size())));
    return samples[std::clamp<std::size_t>(rank, 1, samples.size()) - 1];
}

}  // namespace kireise::lab
