#include "placement/measure.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/files.h"
#include "engines/synthetic.h"
#include "placement/hardware.h"

namespace kireise::placement {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::uint64_t seed = 1;       // the values do not matter, only that they are the same everywhere
constexpr double writing_share = 0.25;  // of a stack's time; the rest is measuring

double seconds_since(SteadyClock::time_point begin) { return std::chrono::duration<double>(SteadyClock::now() - begin).count(); }

struct Part {  // of the whole time
    double from = 0;
    double to = 1;
    [[nodiscard]] double at(double share) const { return from + (to - from) * std::clamp(share, 0.0, 1.0); }
};

struct Stack {
    TempDir folder;
    int layers = 0;
    [[nodiscard]] std::filesystem::path file() const { return folder.path() / "model.gguf"; }
};

class Measuring {
   public:
    Measuring(const Subject& subject, const MeasureOptions& options, const MeasureProgress& progress, const std::stop_token& stop)
        : subject_(subject), options_(options), progress_(progress), stop_(stop) {}

    Result<Stack> make_stack(int layers, Part part) const {
        const auto shape = with_layers(subject_.shape, layers);
        Stack stack{TRY(TempDir::create(options_.temp)), layers};
        const auto written = [&](std::uint64_t done, std::uint64_t total) {
            if (total > 0) tell("model", part.at(static_cast<double>(done) / static_cast<double>(total)));
        };
        TRY(engines::write_gguf(stack.file(), TRY(engines::synthetic_model(shape, subject_.quantisation, seed)), {written, stop_}));
        return stack;
    }

    Result<BenchSamples> run(BenchRun bench, Part part) {
        tell("measure", part.from);
        bench.program = options_.bench;
        bench.threads = options_.threads;
        bench.time_limit = options_.bench_limit;
        const auto begin = SteadyClock::now();
        const double busy = busy_core_seconds();
        auto samples = TRY(run_bench(bench, [&](double share) { tell("measure", part.at(share)); }, stop_));
        seconds_ += seconds_since(begin);
        foreign_seconds_ += std::max(0.0, busy_core_seconds() - busy - samples.cpu_seconds);
        peak_memory_ = std::max(peak_memory_, samples.peak_memory);
        return samples;
    }

    Result<PilotSpeed> pilot(const Stack& stack, Part part) {
        const auto samples = TRY(run({.model = stack.file(), .prefill_tokens = 32, .decode_tokens = 4, .repetitions = 2}, part));
        return PilotSpeed{1 / summary(samples.prefill).high, 1 / summary(samples.decode).high};
    }

    Result<BenchSamples> run_plan(const Stack& stack, const ProbePlan& plan, Part part) {
        return run({.model = stack.file(),
                    .prefill_tokens = plan.prefill_tokens,
                    .decode_tokens = plan.decode_tokens,
                    .repetitions = plan.repetitions,
                    .context_tokens = plan.context_tokens},
                   part);
    }

    [[nodiscard]] double others() const { return seconds_ > 0 ? foreign_seconds_ / seconds_ : 0; }
    [[nodiscard]] std::uint64_t peak_memory() const { return peak_memory_; }

   private:
    void tell(std::string_view step, double share) const {
        if (progress_) progress_(step, share);
    }

    const Subject& subject_;
    const MeasureOptions& options_;
    const MeasureProgress& progress_;
    const std::stop_token& stop_;
    double seconds_ = 0;          // of all runs of the engine
    double foreign_seconds_ = 0;  // of cores that others used meanwhile
    std::uint64_t peak_memory_ = 0;
};

// One depth is the whole itself.
Result<TokenSpeed> whole_speed(const std::vector<BenchSamples>& runs, const ProbePlan& plan, int whole,
                               const std::vector<double>& (*pick)(const BenchSamples&)) {
    if (runs.size() == 1) return summary(pick(runs[0]));
    return extrapolate(pick(runs[0]), plan.layers[0], pick(runs[1]), plan.layers[1], whole);
}

Result<> fill_speeds(Measurement& out, const std::vector<BenchSamples>& runs, const ProbePlan& plan, int whole) {
    using Values = const std::vector<double>&;
    out.prefill = TRY(whole_speed(runs, plan, whole, [](const BenchSamples& one) -> Values { return one.prefill; }));
    out.decode = TRY(whole_speed(runs, plan, whole, [](const BenchSamples& one) -> Values { return one.decode; }));
    out.later.prefill = TRY(whole_speed(runs, plan, whole, [](const BenchSamples& one) -> Values { return one.later.prefill; }));
    out.later.decode = TRY(whole_speed(runs, plan, whole, [](const BenchSamples& one) -> Values { return one.later.decode; }));
    return {};
}

}  // namespace

Result<Measured> measure(const Subject& subject, const MeasureOptions& options, const MeasureProgress& progress,
                         const std::stop_token& stop) {
    const auto begin = SteadyClock::now();
    Measuring measuring(subject, options, progress, stop);
    const auto shallow = TRY(measuring.make_stack(TRY(shallow_layers(subject, options.method)), {0, 0.1}));
    const auto before = TRY(measuring.pilot(shallow, {0.1, 0.15}));
    const auto plan = TRY(plan_probe(subject, before, options.seconds, options.method));

    std::vector<BenchSamples> runs;
    const double each = 0.8 / static_cast<double>(plan.layers.size());
    for (const int layers : plan.layers) {
        const double from = 0.15 + each * static_cast<double>(runs.size());
        const Part writing{from, from + each * writing_share};
        const Part reading{writing.to, from + each};
        if (layers == shallow.layers) {
            runs.push_back(TRY(measuring.run_plan(shallow, plan, reading)));
        } else {
            runs.push_back(TRY(measuring.run_plan(TRY(measuring.make_stack(layers, writing)), plan, reading)));
        }
    }
    const auto after = TRY(measuring.pilot(shallow, {0.95, 1}));

    Measured out{.measurement = {.method = plan.method,
                                 .layers = plan.layers,
                                 .prefill_tokens = plan.prefill_tokens,
                                 .decode_tokens = plan.decode_tokens,
                                 .later = {.tokens = plan.context_tokens, .prefill = {}, .decode = {}},
                                 .slowdown = std::sqrt(after.read / before.read * after.write / before.write)},
                 .backend = runs.front().backend,
                 .engine = runs.front().engine};
    TRY(fill_speeds(out.measurement, runs, plan, subject.shape.layers));
    out.measurement.peak_memory = measuring.peak_memory();
    out.measurement.others = measuring.others();
    out.measurement.seconds = seconds_since(begin);
    return out;
}

}  // namespace kireise::placement
