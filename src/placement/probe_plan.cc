#include "placement/probe_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kireise::placement {
namespace {

constexpr std::uint64_t shallow_limit = 384ULL << 20U;
constexpr std::uint64_t deep_limit = 2ULL << 30U;
constexpr std::uint64_t cache_times = 4;
constexpr double gib = 1024.0 * 1024.0 * 1024.0;

std::uint64_t stack_bytes(const Subject& subject, int layers) {
    return engines::weight_bytes(with_layers(subject.shape, layers), subject.quantisation);
}

bool is_room(const Subject& subject, int layers) {
    return std::min(subject.room.disk, subject.room.memory) >= room_needed(stack_bytes(subject, layers));
}

Error no_room(const Subject& subject, int layers) {
    return error(ErrorKind::unavailable,
                 fmt::format("Measuring needs {0:.1f} GiB on disk and {0:.1f} GiB of memory; free are {1:.1f} GiB on disk and {2:.1f} GiB "
                             "of memory. Close programs, or set TMPDIR (on Windows: TMP) to a folder on another disk.",
                             static_cast<double>(room_needed(stack_bytes(subject, layers))) / gib,
                             static_cast<double>(subject.room.disk) / gib, static_cast<double>(subject.room.memory) / gib));
}

struct Effort {
    int prefill_tokens;
    int decode_tokens;
    int context_tokens;
    int repetitions;
};

constexpr std::array efforts{Effort{256, 24, 1024, 5}, Effort{256, 16, 1024, 3}, Effort{128, 16, 512, 3}, Effort{128, 8, 512, 2},
                             Effort{64, 4, 256, 2}};

// Seconds for making, loading and measuring a stack, with what llama-bench does around the repetitions: a warm-up before each of the four
// tests, and the text before the last two once.
double stack_seconds(const Subject& subject, const PilotSpeed& pilot, int shallow, int layers, const Effort& effort) {
    constexpr double bytes_per_second = 3e8;  // random blocks to disk and back again; measured 0.4 to 1 GB/s
    constexpr double start = 0.5;             // of the engine
    constexpr double behind_text = 1.4;       // reading behind a text of a thousand tokens takes so much longer (measured 1.2 to 1.4)
    const double deeper = static_cast<double>(layers) / shallow;
    const double read_tokens = (1 + effort.repetitions) * effort.prefill_tokens * (1 + behind_text) + effort.context_tokens * behind_text;
    const double written = 2.0 * (1 + effort.repetitions * effort.decode_tokens);
    return start + static_cast<double>(stack_bytes(subject, layers)) / bytes_per_second +
           deeper * (read_tokens * pilot.read + written * pilot.write);
}

ProbePlan plan_of(ProbeMethod method, std::vector<int> layers, const Effort& effort, double seconds) {
    return {method, std::move(layers), effort.prefill_tokens, effort.decode_tokens, effort.context_tokens, effort.repetitions, seconds};
}

// Stacks of a model with windows have whole periods of layers, so that their mix is that of the whole.
int step_of(const Subject& subject) { return std::max(1, subject.shape.window_period); }

// The least deep stack that a difference can be taken with.
int least_deep(int shallow, int step) { return std::max(2 * shallow, shallow + 2 * step); }

ProbePlan full_plan(const Subject& subject, const PilotSpeed& pilot, int shallow, const Effort& effort) {
    const int whole = subject.shape.layers;
    return plan_of(ProbeMethod::full_stack, {whole}, effort, stack_seconds(subject, pilot, shallow, whole, effort));
}

// The deepest that keeps the limits, else the least deep.
ProbePlan two_depths_plan(const Subject& subject, const PilotSpeed& pilot, int shallow, double seconds, const Effort& effort) {
    const int step = step_of(subject);
    const int least = least_deep(shallow, step);
    const double first = stack_seconds(subject, pilot, shallow, shallow, effort);
    const auto both = [&](int deep) { return first + stack_seconds(subject, pilot, shallow, deep, effort); };
    const auto fits = [&](int deep) { return is_room(subject, deep) && stack_bytes(subject, deep) <= deep_limit && both(deep) <= seconds; };
    int deep = std::min(subject.shape.layers / step * step, 8 * shallow);
    while (deep > least && !fits(deep)) deep -= step;
    deep = std::max(deep, least);
    return plan_of(ProbeMethod::two_depths, {shallow, deep}, effort, both(deep));
}

double relative_spread(const TokenSpeed& speed) { return (speed.high - speed.low) / speed.median; }

}  // namespace

engines::ModelShape with_layers(engines::ModelShape shape, int layers) {
    shape.layers = layers;
    return shape;
}

std::uint64_t room_needed(std::uint64_t weight_bytes) { return weight_bytes / 2 * 5; }

Result<int> shallow_layers(const Subject& subject, std::optional<ProbeMethod> method) {
    TRY(engines::check_shape(subject.shape));
    const int step = step_of(subject);
    const auto wanted = std::min(shallow_limit, cache_times * subject.last_level_bytes);
    const auto layers = wanted / engines::layer_bytes(subject.shape, subject.quantisation) + 1;
    const int shallow = (std::max(2, static_cast<int>(std::min<std::uint64_t>(layers, 10'000))) + step - 1) / step * step;
    const int most = method == ProbeMethod::two_depths ? std::max(2, subject.shape.layers / 4 / step * step) : subject.shape.layers;
    const int least = std::min(shallow, most);
    if (!is_room(subject, least)) return std::unexpected(no_room(subject, least));
    return least;
}

bool is_in_cache(const Subject& subject, int layers) {
    return engines::streamed_bytes(with_layers(subject.shape, layers), subject.quantisation) < cache_times * subject.last_level_bytes;
}

Result<ProbePlan> plan_probe(const Subject& subject, const PilotSpeed& pilot, double seconds, std::optional<ProbeMethod> method) {
    const int shallow = TRY(shallow_layers(subject, method));
    const int whole = subject.shape.layers;
    const int least = least_deep(shallow, step_of(subject));
    const bool divisible = least < whole;
    if (method == ProbeMethod::two_depths && !divisible) {
        return fail(ErrorKind::invalid, fmt::format("Two depths need a model of more than {} layers.", least));
    }
    const bool only_full = method == ProbeMethod::full_stack || !divisible;
    const int needed = only_full ? whole : least;
    if (!is_room(subject, needed)) return std::unexpected(no_room(subject, needed));
    const bool may_be_full =
        only_full || (method != ProbeMethod::two_depths && is_room(subject, whole) && stack_bytes(subject, whole) <= deep_limit);

    ProbePlan plan;
    for (const auto& effort : efforts) {
        if (!may_be_full || (effort.repetitions < 3 && !only_full)) continue;
        plan = full_plan(subject, pilot, shallow, effort);
        if (plan.seconds <= seconds) return plan;
    }
    if (only_full) return plan;
    for (const auto& effort : efforts) {
        plan = two_depths_plan(subject, pilot, shallow, seconds, effort);
        if (plan.seconds <= seconds && (plan.layers[1] >= 3 * shallow || plan.layers[1] + step_of(subject) > whole)) return plan;
    }
    return plan;  // the least that makes sense, even if it takes longer
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

std::vector<ProbeWarning> warnings_of(const Measurement& measured, const Hardware& hardware, bool in_cache) {
    constexpr double others_limit = 0.15;  // of the cores
    constexpr double spread_limit = 0.3;
    constexpr double slowdown_limit = 1.15;
    std::vector<ProbeWarning> warnings;
    if (measured.others > others_limit * hardware.cores) warnings.push_back(ProbeWarning::busy);
    if (std::max(relative_spread(measured.prefill), relative_spread(measured.decode)) > spread_limit) {
        warnings.push_back(ProbeWarning::spread);
    }
    if (in_cache) warnings.push_back(ProbeWarning::cache);
    if (measured.slowdown > slowdown_limit) warnings.push_back(ProbeWarning::slowing);
    if (hardware.power == Power::battery) warnings.push_back(ProbeWarning::battery);
    return warnings;
}

}  // namespace kireise::placement
