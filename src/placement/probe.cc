#include "placement/probe.h"

#include <fmt/format.h>

#include <chrono>
#include <system_error>

#include "placement/measure.h"

namespace kireise::placement {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

Result<std::uint64_t> free_disk(const fs::path& folder) {
    std::error_code code;
    const auto space = fs::space(folder, code);
    if (code) return fail(ErrorKind::io, fmt::format("The free space of {} cannot be read: {}.", folder.string(), code.message()));
    return space.available;
}

double seconds_since(SteadyClock::time_point begin) { return std::chrono::duration<double>(SteadyClock::now() - begin).count(); }

Result<Measurement> measure_class(const ProbedClass& probed, const ProbeOptions& options, ProbeReport& report,
                                  const MeasureProgress& progress, const std::stop_token& stop) {
    const auto& shape = probed.model.shape;
    const auto disk = TRY(free_disk(options.temp));
    const Subject subject{.shape = shape,
                          .quantisation = probed.quantisation,
                          .room = {disk, report.hardware.available_bytes},
                          .last_level_bytes = report.hardware.last_level_bytes()};
    const MeasureOptions how{options.bench, options.temp, report.threads, options.seconds, options.bench_limit, options.method};
    auto measured = TRY(measure(subject, how, progress, stop));
    report.backend = measured.backend;
    if (report.engine.empty()) report.engine = measured.engine;
    auto& out = measured.measurement;
    out.model = probed_model(probed.model.id, shape, probed.quantisation);
    out.memory =
        memory_need(shape, probed.quantisation, {.context_tokens = options.context_tokens, .packing = packing_of_this_processor()});
    out.warnings = warnings_of(out, report.hardware, is_in_cache(subject, out.layers.front()));
    return std::move(out);
}

}  // namespace

Result<ProbeReport> probe(const ProbeOptions& options, const Clock& clock, const ProbeProgress& progress, const std::stop_token& stop) {
    const auto tell = [&](const ProbeNote& note) {
        if (progress) progress(note);
    };
    const auto begin = SteadyClock::now();
    tell({.step = "hardware", .model = {}, .why = {}});
    ProbeReport report{.started = clock(), .measurements = {}};
    report.engine = options.engine;
    report.hardware = TRY(read_hardware());
    report.threads = report.hardware.cores;

    std::optional<Error> problem;
    for (std::size_t i = 0; i < options.classes.size(); ++i) {
        const auto& probed = options.classes[i];
        const auto share_at = [&](double share) { return (static_cast<double>(i) + share) / static_cast<double>(options.classes.size()); };
        const auto on_step = [&](std::string_view step, double share) { tell({step, probed.model.id, share_at(share), {}}); };
        auto measured = measure_class(probed, options, report, on_step, stop);
        if (measured) {
            report.measurements.push_back(*std::move(measured));
            continue;
        }
        problem = measured.error();
        if (problem->kind != ErrorKind::unavailable || stop.stop_requested()) return std::unexpected(*problem);
        if (options.classes.size() > 1) tell({"skipped", probed.model.id, share_at(1), problem->message});
    }
    if (report.measurements.empty()) {
        return std::unexpected(problem.value_or(error(ErrorKind::invalid, "Name at least one model class to measure.")));
    }
    report.seconds = seconds_since(begin);
    tell({.step = "report", .model = {}, .share = 1, .why = {}});
    return report;
}

}  // namespace kireise::placement
