#include "placement/limits.h"

#include <algorithm>
#include <cmath>

#include "placement/memory_step.h"

namespace kireise::placement {
namespace {

constexpr int most_users = 99;

struct Length {
    double in = 0;
    double out = 0;
};

// 0: usual, 1: long, 2: longest.
Length length_at(const blueprint::Workload& workload, double t) {
    const auto between = [&](const blueprint::TokenCount& count) {
        const double p50 = count.p50, p90 = count.p90, longest = count.max;
        return t <= 1 ? p50 + t * (p90 - p50) : p90 + (t - 1) * (longest - p90);
    };
    return {between(workload.tokens_in), between(workload.tokens_out)};
}

}  // namespace

bool in_time(const RequestTime& time, const blueprint::Speed& limit) {
    return time.first_token.value * 1000 <= limit.first_token_ms && time.total.value * 1000 <= limit.total_ms;
}

Limits limits_of(const ModelSpeed& speed, const blueprint::Workload& workload, const blueprint::Speed& limit) {
    const auto held = [&](double t) {
        const auto [in, out] = length_at(workload, t);
        return in_time(request_time(speed, in, out), limit);
    };
    if (!held(0)) return {};
    double good = 0;
    double bad = 2;
    if (held(bad)) good = bad;
    constexpr double fine = 1e-4;  // of the way: far below a tenth of a page
    while (bad - good > fine) {
        const double middle = (good + bad) / 2;
        (held(middle) ? good : bad) = middle;
    }
    const auto usual = length_at(workload, 0);
    return {.pages = length_at(workload, good).in / tokens_per_page,
            .all_long = held(1),
            .users = users_at_once(request_time(speed, usual.in, usual.out), limit)};
}

int users_at_once(const RequestTime& usual, const blueprint::Speed& limit) {
    if (!in_time(usual, limit)) return 0;
    const double first = usual.first_token.value;
    const double total = usual.total.value;
    if (!(total > 0)) return most_users;
    const double by_start = 1 + std::floor((limit.first_token_ms / 1000.0 - first) / total);
    const double by_end = std::floor(limit.total_ms / 1000.0 / total);
    return static_cast<int>(std::clamp(std::min(by_start, by_end), 1.0, static_cast<double>(most_users)));
}

int least_memory(std::uint64_t need_bytes, const Hardware& hardware) {
    if (hardware.memory_bytes == 0) return 0;
    const auto used = hardware.memory_bytes - std::min(hardware.memory_bytes, hardware.available_bytes);
    return memory_step(static_cast<double>(need_bytes + used) / (1U << 30U));
}

}  // namespace kireise::placement
