#include <fmt/core.h>
#include <fmt/ostream.h>

#include "assistant/engine_hub.h"
#include "base/files.h"
#include "base/number.h"
#include "commands/all.h"
#include "commands/config_engines.h"
#include "commands/installation.h"
#include "commands/lab.h"
#include "lab/run.h"

namespace kireise::commands {
namespace {

std::string percent_text(const Io& io, double share) { return percent(share, io.lang); }

Result<lab::LabRun> test_model(const people::Town& town, const Config& config, const std::string& usecase,
                               const assistant::EngineEnvironment& engine, Io& io) {
    assistant::EngineHub hub(TRY(settings_of(config, engine)));
    const auto use = TRY(hub.use());
    const auto& info = hub.info();
    const auto show = [&](std::size_t done, std::size_t all) {
        fmt::print(io.err, "[{}/{}]\n", done, all);
        io.err.flush();
    };
    return lab::test_chat(town, usecase,
                          {.endpoint = use.endpoint(),
                           .name = info.name,
                           .model = info.model_class,
                           .synthetic = info.synthetic,
                           .scripted = info.scripted,
                           .silence_limit = hub.settings().silence_limit},
                          show);
}

Result<lab::LabRun> test(const people::Town& town, const Config& config, const std::string& usecase, const std::string& engine, Io& io) {
    if (engine == "rule") return lab::test_rules(town, usecase);
    if (engine == "classifier") return lab::test_classifier(town, usecase);
    return test_model(town, config, usecase, TRY(engine_named(config, engine)), io);
}

std::string_view verdict_key(const lab::LabRun& run) {
    if (run.engine.scripted) return "commands.lab.scripted";
    if (run.engine.synthetic) return "commands.lab.synthetic";
    return run.passed() ? "commands.lab.passed" : "commands.lab.failed";
}

void print_run(const lab::LabRun& run, Io& io) {
    fmt::print(io.out, "{}\t{}\n", run.usecase, run.id);
    const people::Values values{{"value", percent_text(io, run.value)},
                                {"low", percent_text(io, run.interval.low)},
                                {"high", percent_text(io, run.interval.high)},
                                {"bar", percent_text(io, run.bar)},
                                {"samples", std::to_string(run.samples)},
                                {"engine", run.engine.name},
                                {"first", duration(run.first_token.p50, io.lang)},
                                {"p50", duration(run.total.p50, io.lang)},
                                {"p90", duration(run.total.p90, io.lang)}};
    fmt::print(io.out, "{}\n", people::fill(io.t(verdict_key(run)), values));
    if (run.engine.real()) fmt::print(io.out, "{}\n", people::fill(io.t("commands.lab.times"), values));
    for (const auto& result : run.cases)
        fmt::print(io.out, "{}\t{}\n", io.t(result.passed ? "commands.lab.ok" : "commands.lab.bad"), result.id);
}

Result<> lab_run(const Arguments& arguments, Io& io) {
    const auto usecase = TRY(usecase_argument(arguments));
    const auto engine = arguments.value("--engine");
    if (engine.empty())
        return fail(ErrorKind::invalid,
                    "--engine is missing; give rule, classifier, or an engine's name. They are listed by: kireise lab list");
    const auto config = TRY(read_config(arguments, system_environment(), standard_data));
    const auto town = TRY(open_town(installation_of(config), arguments.value("--town")));
    const auto run = TRY(test(*town, config, usecase, engine, io));
    const auto json = lab::to_json(run).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    if (const auto file = arguments.value("--out"); !file.empty()) TRY(write_file(file, json));
    if (io.json) fmt::print(io.out, "{}", json);
    if (!run.complete()) return fail(ErrorKind::unavailable, fmt::format("The test broke off and does not count: {}", run.problem));
    if (!io.json) print_run(run, io);
    return {};
}

}  // namespace

Command lab_run_command() {
    return {"lab run",
            "src/commands/lab_run.md",
            {},
            with_town_options({{"--usecase", "ID"}, {"--engine", "NAME"}, {"--json"}, {"--out", "FILE"}}),
            lab_run};
}

}  // namespace kireise::commands
