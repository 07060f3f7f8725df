#include <fmt/core.h>
#include <fmt/ostream.h>
#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <thread>
#include <utility>

#include "base/files.h"
#include "blueprint/snapshot.h"
#include "commands/all.h"
#include "commands/probe_send.h"
#include "commands/probe_table.h"
#include "engines/find.h"
#include "people/content.h"
#include "placement/probed_classes.h"

namespace kireise::commands {
namespace {

// Ctrl-C (SIGINT) and SIGTERM become a request to stop, as long as this lives. Made before other threads: they must not take the signals.
class StopOnSignal {
   public:
    StopOnSignal() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals_, &before_);
        watch_ = std::jthread([this](const std::stop_token& end) {
            const timespec step{.tv_sec = 0, .tv_nsec = 50'000'000};
            while (!end.stop_requested()) {
                if (sigtimedwait(&signals_, nullptr, &step) > 0) source_.request_stop();
            }
        });
    }
    ~StopOnSignal() {
        watch_ = {};  // stops and joins
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;

    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

   private:
    sigset_t signals_{};
    sigset_t before_{};
    std::stop_source source_;
    std::jthread watch_;
};

Result<std::vector<placement::ProbedClass>> all_classes(const blueprint::Snapshot& content) {
    std::vector<placement::ProbedClass> out;
    for (const auto& model : content.all<blueprint::ModelClass>()) out.push_back(TRY(placement::probed_class(model)));
    return out;
}

Result<std::vector<placement::ProbedClass>> classes_to_probe(const Arguments& arguments, const blueprint::Snapshot& content) {
    auto all = TRY(all_classes(content));
    if (arguments.has("--all")) return all;
    auto one = TRY(placement::find_class(all, arguments.value("--class")));
    return std::vector{std::move(one)};
}

// One line for each step and each tenth.
class ProgressLines {
   public:
    explicit ProgressLines(const Io& io) : io_(io) {}

    void operator()(const placement::ProbeNote& note) {
        const auto step = fmt::format("{} {}", note.step, note.model);
        if (step == step_ && note.share < shown_ + 0.1) return;
        step_ = step;
        shown_ = note.share;
        const auto what = io_.t(fmt::format("commands.probe.step.{}", note.step));
        fmt::print(io_.err, "[{:3.0f} %] {}{}{}{}{}\n", note.share * 100, what, note.model.empty() ? "" : ": ", note.model,
                   note.why.empty() ? "" : ". ", note.why);
        io_.err.flush();
    }

   private:
    const Io& io_;
    std::string step_;
    double shown_ = 0;
};

// All classes in four minutes, one in one.
constexpr double seconds_of_one = 45;
constexpr double seconds_of_all = 200;

Result<> run_probe(const Arguments& arguments, Io& io) {
    const auto sending = TRY(sending_of(arguments, std::getenv("KIREISE_PROBE_TOKEN")));
    if (const auto file = arguments.value("--report"); !file.empty()) return send_report(*sending, TRY(report_of_file(file)), io);
    const auto content = TRY(blueprint::Snapshot::load(people::built_in_content()));
    if (arguments.has("--classes")) {
        fmt::print(io.out, "{}\n", placement::to_json(TRY(all_classes(*content))).dump(2));
        return {};
    }
    placement::ProbeOptions options{.method = {}};
    options.classes = TRY(classes_to_probe(arguments, *content));
    const auto programs = TRY(engines::find_engine(engines::engine_places_from_environment()));
    options.bench = programs.bench;
    options.engine = TRY(engines::engine_version(programs));
    options.seconds = std::min(seconds_of_one, seconds_of_all / static_cast<double>(options.classes.size()));
    const StopOnSignal signal;
    const auto report = placement::probe(options, system_clock(), ProgressLines(io), signal.token());
    if (!report && signal.token().stop_requested())
        return fail(ErrorKind::unavailable, "Stopped. There is no report, and nothing was left behind.");
    const auto& measured = TRY(report);
    if (const auto file = arguments.value("--out"); !file.empty()) TRY(write_file(file, to_json(measured).dump(2) + "\n"));
    if (io.json) fmt::print(io.out, "{}\n", to_json(measured).dump(2));
    else TRY(print_probe(io, measured, *content));
    return sending ? send_report(*sending, measured, io) : Result<>{};
}

}  // namespace

Command probe_command() {
    return {"probe",
            "src/commands/probe.md",
            {},
            {{"--class", "NAME", placement::default_model_class},
             {"--all"},
             {"--classes"},
             {"--out", "FILE"},
             {"--json"},
             {"--send", "URL"},
             {"--token-file", "FILE"},
             {"--token", "TOKEN"},
             {"--ca-file", "FILE"},
             {"--report", "FILE"},
             {"--dry-run"}},
            run_probe};
}

}  // namespace kireise::commands
