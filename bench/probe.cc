// What the probe predicts against what the engine does with the whole synthetic model: every class and quantisation that fits into memory.
// usage: bench_probe [CLASS,CLASS...] [Q4_0,Q8_0...]. A line for each row, then the figures. Needs a quiet machine: rows whose own
// repetitions differ by 5 % or more are printed and do not count.

#include "placement/probe.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>

#include "base/files.h"
#include "base/text.h"
#include "blueprint/snapshot.h"
#include "engines/find.h"
#include "engines/synthetic.h"
#include "people/content.h"
#include "placement/bench_run.h"
#include "placement/probe_plan.h"
#include "placement/speed.h"

namespace kireise::placement {
namespace {

// Other lengths than the probe itself uses, so that the rule for longer texts is judged too.
const BenchRun real_run{.program = {}, .model = {}, .prefill_tokens = 384, .decode_tokens = 24, .repetitions = 3, .context_tokens = 1536};
constexpr double counted_spread = 0.05;
constexpr double memory_share = 0.8;  // of what is free

struct Errors {
    std::vector<double> prefill;
    std::vector<double> decode;
};

double spread(const TokenSpeed& speed) { return (speed.high - speed.low) / speed.median; }

// Predicted time by real time.
void row(const char* what, const Rate& rate, int tokens, int before, const std::vector<double>& samples, std::vector<double>& errors) {
    const auto real = summary(samples);
    const double predicted = tokens / seconds_for(rate, tokens, before).value;
    const double error = real.median / predicted - 1;
    const bool counts = spread(real) < counted_spread;
    fmt::print(
        "    {:<8} behind {:>5} tokens: predicted {:8.2f}, real {:8.2f} tokens/s, error of the time {:+6.1f} %, spread {:4.1f} %{}\n", what,
        before, predicted, real.median, 100 * error, 100 * spread(real), counts ? "" : "  (does not count)");
    if (counts) errors.push_back(std::abs(error));
}

Result<BenchSamples> run_whole(const blueprint::ModelShape& shape, engines::Quantisation quantisation,
                               const engines::EnginePrograms& programs, int threads) {
    const auto folder = TRY(TempDir::create());
    auto run = real_run;
    run.program = programs.bench;
    run.model = folder.path() / "model.gguf";
    run.threads = threads;
    TRY(engines::write_gguf(run.model, TRY(engines::synthetic_model(shape, quantisation, 1))));
    return run_bench(run, {}, {});
}

Result<> compare(const blueprint::ModelClass& model, engines::Quantisation quantisation, const engines::EnginePrograms& programs,
                 Errors& errors) {
    const ProbeOptions options{.classes = {{model, quantisation}}, .bench = programs.bench, .method = {}};
    const auto report = TRY(probe(options, system_clock()));
    const auto& measured = report.measurements.front();
    const auto speed = TRY(model_speed(report, model, quantisation));
    fmt::print("{} {}: {} ({} layers), {:.0f} s, others {:.2f} cores, slowdown {:.2f}\n", model.id, engines::to_string(quantisation),
               blueprint::to_id(measured.method), measured.layers.back(), measured.seconds, measured.others, measured.slowdown);
    const auto real = TRY(run_whole(model.shape, quantisation, programs, report.threads));
    row("reading", speed.prefill, real_run.prefill_tokens, 0, real.prefill, errors.prefill);
    row("reading", speed.prefill, real_run.prefill_tokens, real_run.context_tokens, real.later.prefill, errors.prefill);
    row("writing", speed.decode, real_run.decode_tokens, 0, real.decode, errors.decode);
    row("writing", speed.decode, real_run.decode_tokens, real_run.context_tokens, real.later.decode, errors.decode);
    std::cout.flush();
    return {};
}

void figure(const char* name, std::vector<double> errors, int goal) {
    if (errors.empty()) {
        fmt::print("figure {} none % goal <= {}\n", name, goal);
        return;
    }
    std::ranges::sort(errors);
    fmt::print("figure {} {:.1f} % goal <= {}  # of {} rows, largest {:.1f} %\n", name, 100 * errors[errors.size() / 2], goal,
               errors.size(), 100 * errors.back());
}

bool chosen(std::string_view list, std::string_view name) {
    const auto names = split(list, ',');
    return list.empty() || std::ranges::find(names, name) != names.end();
}

Result<> run(std::string_view classes, std::string_view quantisations) {
    const auto content = TRY(blueprint::Snapshot::load(people::built_in_content()));
    const auto programs = TRY(engines::find_engine(engines::engine_places_from_environment()));
    const auto pc = TRY(read_hardware());
    fmt::print("{}, {} cores, {:.1f} GiB free, {}\n", pc.cpu, pc.cores, static_cast<double>(pc.available_bytes) / (1U << 30U),
               TRY(engines::engine_version(programs)));
    Errors errors;
    for (const auto& model : content->all<blueprint::ModelClass>()) {
        if (!chosen(classes, model.id.substr(model.id.find('/') + 1))) continue;
        for (const auto& name : model.quantisations) {
            const auto quantisation = engines::parse_quantisation(name);
            if (!quantisation || !chosen(quantisations, name)) continue;
            const auto bytes = static_cast<double>(engines::weight_bytes(model.shape, *quantisation));
            if (2 * bytes > memory_share * static_cast<double>(pc.available_bytes)) {  // the engine's repacked copy beside the file's cache
                fmt::print("{} {}: {:.1f} GiB are too much for this machine\n", model.id, name, bytes / (1U << 30U));
                continue;
            }
            TRY(compare(model, *quantisation, programs, errors));
        }
    }
    figure("probe_prefill_error", errors.prefill, 15);
    figure("probe_decode_error", errors.decode, 10);
    return {};
}

}  // namespace
}  // namespace kireise::placement

int main(int argc, char** argv) {
    const auto result = kireise::placement::run(argc > 1 ? argv[1] : "", argc > 2 ? argv[2] : "");
    if (!result) fmt::print(std::cerr, "{}\n", result.error().message);
    return result ? 0 : 1;
}
