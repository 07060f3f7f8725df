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

double percentile(std::vector<double> samples, double share) {
    if (samples.empty()) return 0;
    std::ranges::sort(samples);
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(samples.size())));
    return samples[std::clamp<std::size_t>(rank, 1, samples.size()) - 1];
}

}  // namespace kireise::lab
