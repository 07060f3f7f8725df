#include "placement/probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <system_error>

#include "base/files.h"
#include "engines/synthetic.h"
#include "placement/bench_run.h"
#include "placement/probe_plan.h"

namespace kireise::placement {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr std::uint64_t seed = 1;      // the values do not matter, only that they are the same everywhere
constexpr double writing_share = 0.2;  // of one model's time; the rest is measuring

struct Run {
    const ProbeOptions& options;
    const ProbeProgress& progress;
    const std::stop_token& stop;

    void tell(std::string_view step, double share) const {
        if (progress) progress(step, std::clamp(share, 0.0, 1.0));
    }
};

Result<std::uint64_t> free_disk(const fs::path& folder) {
    std::error_code code;
    const auto space = fs::space(folder, code);
    if (code) return fail(ErrorKind::io, fmt::format("The free space of {} cannot be read: {}.", folder.string(), code.message()));
    return space.available;
}

// Writes a model of this depth, measures it and removes it. `from`..`to`: its share of the whole.
Result<BenchSamples> measure_depth(const Run& run, int threads, int layers, double from, double to) {
    const auto& options = run.options;
    auto shape = options.model.shape;
    shape.layers = layers;
    const auto folder = TRY(TempDir::create(options.temp));
    const auto file = folder.path() / "model.gguf";
    const double measuring = from + (to - from) * writing_share;
    run.tell("model", from);
    const auto written = [&](std::uint64_t done, std::uint64_t total) {
        if (total > 0) run.tell("model", from + (measuring - from) * static_cast<double>(done) / static_cast<double>(total));
    };
    TRY(engines::write_gguf(file, TRY(engines::synthetic_model(shape, options.quantisation, seed)), {written, run.stop}));
    run.tell("measure", measuring);
    const BenchRun bench{options.programs.bench, file, threads, options.prefill_tokens, options.decode_tokens, options.repetitions};
    return run_bench(bench, [&](double share) { run.tell("measure", measuring + (to - measuring) * share); }, run.stop);
}

Result<> measure(const Run& run, const ProbePlan& plan, ProbeReport& report) {
    std::vector<BenchSamples> samples;
    const auto count = static_cast<double>(plan.layers.size());
    for (const int layers : plan.layers) {
        const auto done = static_cast<double>(samples.size());
        samples.push_back(TRY(measure_depth(run, report.threads, layers, 0.02 + 0.96 * done / count, 0.02 + 0.96 * (done + 1) / count)));
        report.peak_memory = std::max(report.peak_memory, samples.back().peak_memory);
    }
    report.backend = samples.front().backend;
    if (plan.method == ProbeMethod::full_stack) {
        report.prefill = summary(samples[0].prefill);
        report.decode = summary(samples[0].decode);
        return {};
    }
    const int whole = run.options.model.shape.layers;
    report.prefill = TRY(extrapolate(samples[0].prefill, plan.layers[0], samples[1].prefill, plan.layers[1], whole));
    report.decode = TRY(extrapolate(samples[0].decode, plan.layers[0], samples[1].decode, plan.layers[1], whole));
    return {};
}

ProbedModel probed(const ProbeOptions& options) {
    const auto& shape = options.model.shape;
    return {options.model.id, options.quantisation, engines::parameters(shape),
            engines::layer_parameters(shape) * static_cast<std::uint64_t>(shape.layers),
            engines::streamed_bytes(shape, options.quantisation)};
}

}  // namespace

Result<ProbeReport> probe(const ProbeOptions& options, const Clock& clock, const ProbeProgress& progress, const std::stop_token& stop) {
    const Run run{options, progress, stop};
    const auto begin = SteadyClock::now();
    run.tell("hardware", 0);
    ProbeReport report{.started = clock(), .load_before = load_average()};
    report.engine = TRY(engines::engine_version(options.programs));
    report.hardware = TRY(read_hardware());
    report.threads = report.hardware.cores;
    report.model = probed(options);
    report.prefill_tokens = options.prefill_tokens;
    report.decode_tokens = options.decode_tokens;
    report.memory = memory_need(options.model.shape, options.quantisation,
                                {.context_tokens = options.context_tokens, .packing = packing_of_this_processor()});
    const Room room{TRY(free_disk(options.temp)), report.hardware.available_bytes};
    const auto plan = TRY(plan_probe(options.model.shape, options.quantisation, room, report.hardware.last_level_bytes(), options.method));
    report.method = plan.method;
    report.layers = plan.layers;
    TRY(measure(run, plan, report));
    report.load_after = load_average();
    report.warnings = warnings_of(report, plan.in_cache);
    report.seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
    run.tell("report", 1);
    return report;
}

}  // namespace kireise::placement
