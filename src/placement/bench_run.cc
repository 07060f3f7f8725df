#include "placement/bench_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "base/text.h"

namespace kireise::placement {
namespace {

int number_at(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// "... PREFIXa/b..." -> {a, b}; {0, 0} when it is not there.
std::pair<int, int> fraction_after(std::string_view line, std::string_view prefix) {
    const auto begin = line.find(prefix);
    if (begin == std::string_view::npos) return {0, 0};
    const auto rest = line.substr(begin + prefix.size());
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos) return {0, 0};
    return {number_at(rest), number_at(rest.substr(slash + 1))};
}

std::string last_line(std::string_view text) {
    const auto all = lines(trim(text));
    return all.empty() ? "" : std::string(trim(all.back())).substr(0, 300);
}

void take_test(const Json& test, BenchSamples& samples) {
    auto values = test.at("samples_ts").get<std::vector<double>>();
    samples.backend = test.value("backends", "");
    samples.engine = fmt::format("build {}, commit {}", test.value("build_number", 0), test.value("build_commit", ""));
    Samples& part = test.value("n_depth", 0) > 0 ? samples.later : samples;
    (test.at("n_prompt").get<int>() > 0 ? part.prefill : part.decode) = std::move(values);
}

bool usable(const std::vector<double>& samples) {
    return !samples.empty() && std::ranges::all_of(samples, [](double x) { return x > 0; });
}

bool usable(const Samples& samples) { return usable(samples.prefill) && usable(samples.decode); }

}  // namespace

engines::Command bench_command(const BenchRun& run) {
    const auto text = [](int number) { return std::to_string(number); };
    return {
        run.program,
        {"-m", run.model.filename().string(), "-p", text(run.prefill_tokens), "-n", text(run.decode_tokens), "-r", text(run.repetitions),
         "-t", text(run.threads), "-d", run.context_tokens > 0 ? "0," + text(run.context_tokens) : "0", "-o", "json", "--progress"},
        {{"OMP_WAIT_POLICY", "passive"}},
        run.model.parent_path()};
}

Result<BenchSamples> parse_bench(std::string_view json, bool with_context) {
    const auto unexpected = [](std::string_view what) {
        return fail(
            ErrorKind::unavailable,
            fmt::format("llama-bench printed something unexpected ({}). Fetch another version of llama.cpp (on Linux: 'make engine').",
                        what));
    };
    const auto tests = parse_json(json);
    if (!tests) return unexpected(tests.error().message);
    BenchSamples samples;
    try {
        for (const auto& test : *tests) take_test(test, samples);
    } catch (const Json::exception& problem) {
        return unexpected(problem.what());
    }
    if (!usable(samples) || (with_context && !usable(samples.later))) {
        return fail(ErrorKind::unavailable,
                    "llama-bench printed no measured speeds. Fetch another version of llama.cpp (on Linux: 'make engine').");
    }
    return samples;
}

double bench_progress(std::string_view line) {
    const auto [test, tests] = fraction_after(line, "benchmark ");
    if (test < 1 || tests < 1) return -1;
    const auto [run, runs] = fraction_after(line, " run ");
    const double inside = runs > 0 ? static_cast<double>(run) / (runs + 1) : 0;  // the line is printed when the run begins
    return std::clamp((test - 1 + inside) / tests, 0.0, 1.0);
}

Result<BenchSamples> run_bench(const BenchRun& run, const std::function<void(double)>& progress, const std::stop_token& stop) {
    const auto on_line = [&](std::string_view line) {
        if (const double share = bench_progress(line); share >= 0 && progress) progress(share);
    };
    const auto ran = TRY(engines::run_command(bench_command(run), {.time = run.time_limit}, stop, on_line));
    if (ran.exit_code != 0) {
        return fail(ErrorKind::unavailable,
                    fmt::format("llama-bench ended with code {}: {} Fetch llama.cpp anew (on Linux: 'make engine').", ran.exit_code,
                                last_line(ran.errors)));
    }
    auto samples = TRY(parse_bench(ran.output, run.context_tokens > 0));
    samples.peak_memory = ran.peak_memory;
    samples.cpu_seconds = ran.cpu_seconds;
    return samples;
}

}  // namespace kireise::placement
