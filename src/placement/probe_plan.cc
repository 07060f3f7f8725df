#include "placement/probe_plan.h"

#include <fmt/format.h>

#include <algorithm>

namespace kireise::placement {
namespace {

using engines::ModelShape;
using engines::Quantisation;

constexpr std::uint64_t full_stack_limit = 3ULL << 29U;  // 1.5 GiB
constexpr std::uint64_t cache_times = 4;
constexpr double gib = 1024.0 * 1024.0 * 1024.0;

ModelShape with_layers(ModelShape shape, int layers) {
    shape.layers = layers;
    return shape;
}

bool is_room(std::uint64_t weight_bytes, Room room) { return std::min(room.disk, room.memory) >= room_needed(weight_bytes); }

// The shallow stack beats the caches where the model is deep enough; it is at most a quarter of it, to be quick.
std::vector<int> two_depths(const ModelShape& shape, Quantisation quantisation, std::uint64_t last_level_bytes) {
    const auto wanted = cache_times * last_level_bytes / engines::layer_bytes(shape, quantisation) + 1;
    const int shallow = static_cast<int>(std::clamp<std::uint64_t>(wanted, 2, std::max(2, shape.layers / 4)));
    return {shallow, 2 * shallow};
}

Error no_room(std::uint64_t weight_bytes, Room room) {
    return error(ErrorKind::unavailable,
                 fmt::format("Measuring needs {0:.1f} GiB on disk and {0:.1f} GiB of memory; free are {1:.1f} GiB on disk and {2:.1f} GiB "
                             "of memory. Close programs, or set TMPDIR to a folder on another disk.",
                             static_cast<double>(room_needed(weight_bytes)) / gib, static_cast<double>(room.disk) / gib,
                             static_cast<double>(room.memory) / gib));
}

double relative_spread(const TokenSpeed& speed) { return (speed.high - speed.low) / speed.median; }

}  // namespace

std::uint64_t room_needed(std::uint64_t weight_bytes) { return weight_bytes / 2 * 5; }

Result<ProbePlan> plan_probe(const ModelShape& shape, Quantisation quantisation, Room room, std::uint64_t last_level_bytes,
                             std::optional<ProbeMethod> method) {
    TRY(engines::check_shape(shape));
    const auto whole = engines::weight_bytes(shape, quantisation);
    const bool small = whole <= full_stack_limit && is_room(whole, room);
    const bool divisible = shape.layers >= 4;
    if (method == ProbeMethod::two_depths && !divisible) return fail(ErrorKind::invalid, "Two depths need a model of at least 4 layers.");
    const bool full = method ? method == ProbeMethod::full_stack : small || !divisible;

    ProbePlan plan{.method = full ? ProbeMethod::full_stack : ProbeMethod::two_depths,
                   .layers = full ? std::vector{shape.layers} : two_depths(shape, quantisation, last_level_bytes)};
    const auto largest = engines::weight_bytes(with_layers(shape, plan.layers.back()), quantisation);
    if (!is_room(largest, room)) return std::unexpected(no_room(largest, room));
    const auto smallest = engines::streamed_bytes(with_layers(shape, plan.layers.front()), quantisation);
    plan.in_cache = smallest < cache_times * last_level_bytes;
    return plan;
}

TokenSpeed summary(std::vector<double> samples) {
    std::ranges::sort(samples);
    const auto n = samples.size();
    const double median = (samples[(n - 1) / 2] + samples[n / 2]) / 2;
    return {median, samples.front(), samples.back(), static_cast<int>(n)};
}

Result<TokenSpeed> extrapolate(const std::vector<double>& shallow, int shallow_layers, const std::vector<double>& deep, int deep_layers,
                               int layers) {
    std::vector<double> speeds;
    for (const double a : shallow) {
        for (const double b : deep) {
            const double per_layer = (1 / b - 1 / a) / (deep_layers - shallow_layers);  // seconds per token
            if (per_layer <= 0) continue;
            const double head = 1 / a - per_layer * shallow_layers;
            speeds.push_back(head > 0 ? 1 / (head + per_layer * layers) : b * deep_layers / layers);
        }
    }
    if (2 * speeds.size() < shallow.size() * deep.size() || speeds.empty()) {
        return fail(ErrorKind::unavailable,
                    "The measurement makes no sense, because other programs used the processor. Close them and start again.");
    }
    return summary(std::move(speeds));
}

std::vector<ProbeWarning> warnings_of(const ProbeReport& report, bool in_cache) {
    constexpr double idle_share = 0.5;  // of the cores that others may use
    constexpr double spread_limit = 0.3;
    const double others = idle_share * report.hardware.cores;
    std::vector<ProbeWarning> warnings;
    if (report.load_before > others || report.load_after > others + report.threads) warnings.push_back(ProbeWarning::busy);
    if (std::max(relative_spread(report.prefill), relative_spread(report.decode)) > spread_limit) warnings.push_back(ProbeWarning::spread);
    if (in_cache) warnings.push_back(ProbeWarning::cache);
    return warnings;
}

}  // namespace kireise::placement
