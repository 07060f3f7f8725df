#include "placement/probe.h"

#include <fmt/core.h>
#include <fmt/ostream.h>
#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "base/files.h"
#include "base/number.h"
#include "base/text.h"
#include "blueprint/snapshot.h"
#include "commands/all.h"
#include "commands/probe_send.h"
#include "people/content.h"
#include "placement/speed.h"

namespace kireise::commands {
namespace {

using placement::ProbeReport;

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

Result<placement::ProbeOptions> options_of_built_in_content() {
    const auto content = TRY(blueprint::Snapshot::load(people::built_in_content()));
    const auto* model = content->find<blueprint::ModelClass>(placement::default_model_class);
    if (model == nullptr) return fail(ErrorKind::internal, fmt::format("The program has no {}.", placement::default_model_class));
    return placement::ProbeOptions{.model = *model, .programs = TRY(engines::find_engine(engines::engine_places_from_environment()))};
}

// One line for each step and each tenth.
class ProgressLines {
   public:
    explicit ProgressLines(const Io& io) : io_(io) {}

    void operator()(std::string_view step, double share) {
        if (step == step_ && share < shown_ + 0.1) return;
        step_ = step;
        shown_ = share;
        fmt::print(io_.err, "[{:3.0f} %] {}\n", share * 100, io_.t("commands.probe.step." + step_));
        io_.err.flush();
    }

   private:
    const Io& io_;
    std::string step_;
    double shown_ = 0;
};

struct Row {
    std::string name;
    std::string value;
};

class Table {
   public:
    explicit Table(const Io& io) : io_(io) {}

    void row(std::string_view key, const people::Values& values) { rows_.push_back({name(key), people::fill(text(key), values)}); }
    void row(std::string_view key, std::string value) { rows_.push_back({name(key), std::move(value)}); }

    [[nodiscard]] std::string number(double value, int decimals) const {
        return io_.t("commands.probe.decimal") == "," ? german_number(value, decimals) : fmt::format("{:.{}f}", value, decimals);
    }
    [[nodiscard]] std::string mib(std::uint64_t bytes) const { return number(static_cast<double>(bytes) / (1U << 20U), 0) + " MiB"; }
    [[nodiscard]] std::string gib(std::uint64_t bytes) const { return number(static_cast<double>(bytes) / (1U << 30U), 1) + " GiB"; }
    [[nodiscard]] std::string speed(const placement::TokenSpeed& speed) const {
        const people::Values values{{"median", number(speed.median, 1)}, {"low", number(speed.low, 1)}, {"high", number(speed.high, 1)}};
        return people::fill(io_.t("commands.probe.speed"), values);
    }
    [[nodiscard]] std::string seconds(const placement::Estimate& time) const {
        const people::Values values{{"value", number(time.value, 1)}, {"low", number(time.low, 1)}, {"high", number(time.high, 1)}};
        return people::fill(io_.t("commands.probe.seconds"), values);
    }

    void print() const {
        std::size_t width = 0;
        for (const auto& one : rows_) width = std::max(width, characters(one.name));
        for (const auto& one : rows_) {
            fmt::print(io_.out, "  {}{}  {}\n", one.name, std::string(width - characters(one.name), ' '), one.value);
        }
    }

   private:
    [[nodiscard]] std::string name(std::string_view key) const { return io_.t(fmt::format("commands.probe.row.{}", key)); }
    [[nodiscard]] std::string text(std::string_view key) const { return io_.t(fmt::format("commands.probe.value.{}", key)); }

    const Io& io_;
    std::vector<Row> rows_;
};

void hardware_rows(Table& table, const Io& io, const placement::Hardware& pc) {
    const auto guest = pc.virtual_machine ? io.t("commands.probe.guest") : std::string();
    table.row("cpu", (pc.cpu.empty() ? "?" : pc.cpu) + guest);
    table.row("cores", {{"cores", std::to_string(pc.cores)}, {"threads", std::to_string(pc.threads)}});
    table.row("caches", {{"l2", table.mib(pc.l2_bytes)}, {"l3", table.mib(pc.l3_bytes)}});
    table.row("memory", {{"all", table.gib(pc.memory_bytes)}, {"free", table.gib(pc.available_bytes)}});
    table.row("gpus", pc.gpus.empty() ? io.t("commands.probe.no_gpu") : join(pc.gpus, ", "));
}

void model_rows(Table& table, const Io& io, const ProbeReport& report, const blueprint::ModelClass& model) {
    table.row("engine", fmt::format("llama.cpp {}, {}", report.engine, report.backend));
    table.row("model", {{"id", model.id},
                        {"billions", table.number(static_cast<double>(report.model.parameters) / 1e9, 2)},
                        {"quantisation", std::string(engines::to_string(report.model.quantisation))}});
    table.row("method", io.t(fmt::format("commands.probe.method.{}", blueprint::to_id(report.method))));
    table.row("need", {{"bytes", table.gib(report.memory.total())}, {"tokens", table.number(report.memory.context_tokens, 0)}});
}

Result<> speed_rows(Table& table, const ProbeReport& report, const blueprint::ModelClass& model) {
    table.row("prefill", table.speed(report.prefill));
    table.row("decode", table.speed(report.decode));
    const auto page = placement::page_time(TRY(placement::model_speed(report, model, report.model.quantisation)));
    table.row("read_page", table.seconds(page.read));
    table.row("write_page", table.seconds(page.write));
    return {};
}

Result<> print_report(Io& io, const ProbeReport& report, const blueprint::ModelClass& model) {
    if (io.json) {
        fmt::print(io.out, "{}\n", to_json(report).dump(2));
        return {};
    }
    Table table(io);
    hardware_rows(table, io, report.hardware);
    model_rows(table, io, report, model);
    TRY(speed_rows(table, report, model));
    fmt::print(io.out, "{}\n\n", io.t("commands.probe.title"));
    table.print();
    if (!report.warnings.empty()) fmt::print(io.out, "\n");
    for (const auto warning : report.warnings) {
        fmt::print(io.out, "! {}\n", io.t(fmt::format("commands.probe.warning.{}", blueprint::to_id(warning))));
    }
    return {};
}

Result<> run_probe(const Arguments& arguments, Io& io) {
    const auto sending = TRY(sending_of(arguments, std::getenv("KIREISE_PROBE_TOKEN")));
    if (const auto file = arguments.value("--report"); !file.empty()) return send_report(*sending, TRY(report_of_file(file)), io);
    const auto options = TRY(options_of_built_in_content());
    const StopOnSignal signal;
    const auto report = placement::probe(options, system_clock(), ProgressLines(io), signal.token());
    if (!report && signal.token().stop_requested())
        return fail(ErrorKind::unavailable, "Stopped. There is no report, and nothing was left behind.");
    const auto& measured = TRY(report);
    if (const auto file = arguments.value("--out"); !file.empty()) TRY(write_file(file, to_json(measured).dump(2) + "\n"));
    TRY(print_report(io, measured, options.model));
    return sending ? send_report(*sending, measured, io) : Result<>{};
}

}  // namespace

Command probe_command() {
    return {"probe",
            "src/commands/probe.md",
            {},
            {{"--out", "FILE"},
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
