#include "commands/probe_table.h"

#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "placement/speed.h"

namespace kireise::commands {
namespace {

using placement::Measurement;
using placement::ProbeReport;

struct Row {
    std::string name;
    std::string value;
};

class Table {
   public:
    explicit Table(const Io& io) : io_(io) {}

    void row(std::string_view key, const people::Values& values) { rows_.push_back({name(key), people::fill(text(key), values)}); }
    void row(std::string_view key, std::string value, const people::Values& in_name = {}) {
        rows_.push_back({people::fill(name(key), in_name), std::move(value)});
    }
    void named_row(std::string name, std::string value) { rows_.push_back({std::move(name), std::move(value)}); }

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
        const auto text = [&](double seconds) { return duration(seconds * 1000, io_.lang); };
        return people::fill(io_.t("commands.probe.seconds"),
                            {{"value", text(time.value)}, {"low", text(time.low)}, {"high", text(time.high)}});
    }
    [[nodiscard]] std::string waiting(const placement::RequestTime& time, std::string_view key = "waiting") const {
        return people::fill(io_.t(fmt::format("commands.probe.{}", key)),
                            {{"first", seconds(time.first_token)}, {"total", seconds(time.total)}});
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

void hardware_rows(Table& table, const Io& io, const ProbeReport& report) {
    const auto& pc = report.hardware;
    const auto guest = pc.virtual_machine ? io.t("commands.probe.guest") : std::string();
    const auto remote = pc.remote_session ? io.t("commands.probe.remote") : std::string();
    table.row("cpu", (pc.cpu.empty() ? "?" : pc.cpu) + guest + remote);
    table.row("cores", {{"cores", std::to_string(pc.cores)}, {"threads", std::to_string(pc.threads)}});
    table.row("caches", {{"l2", table.mib(pc.l2_bytes)}, {"l3", table.mib(pc.l3_bytes)}});
    table.row("memory", {{"all", table.gib(pc.memory_bytes)}, {"free", table.gib(pc.available_bytes)}});
    table.row("gpus", pc.gpus.empty() ? io.t("commands.probe.no_gpu") : join(pc.gpus, ", "));
    table.row("power", io.t(fmt::format("commands.probe.power.{}", blueprint::to_id(pc.power))));
    table.row("engine", fmt::format("llama.cpp {}, {}", report.engine, report.backend));
}

void model_rows(Table& table, const Io& io, const Measurement& measured) {
    table.row("model", {{"billions", table.number(static_cast<double>(measured.model.parameters) / 1e9, 2)},
                        {"quantisation", std::string(engines::to_string(measured.model.quantisation))}});
    table.row("method", people::fill(io.t(fmt::format("commands.probe.method.{}", blueprint::to_id(measured.method))),
                                     {{"layers", fmt::format("{}", fmt::join(measured.layers, ", "))}}));
    table.row("need", {{"bytes", table.gib(measured.memory.total())}, {"tokens", table.number(measured.memory.context_tokens, 0)}});
    const auto tokens = table.number(measured.later.tokens, 0);
    table.row("prefill", table.speed(measured.prefill));
    table.row("decode", table.speed(measured.decode));
    table.row("prefill_later", table.speed(measured.later.prefill), {{"tokens", tokens}});
    table.row("decode_later", table.speed(measured.later.decode), {{"tokens", tokens}});
}

// Waiting for the first and the last word: a usual case, and one in which text and answer are long.
Result<> waiting_rows(Table& table, const ProbeReport& report, const Measurement& measured, const blueprint::Snapshot& content) {
    const auto* model = content.find<blueprint::ModelClass>(measured.model.id);
    if (model == nullptr) return {};
    const auto speed = TRY(placement::model_speed(report, *model, measured.model.quantisation));
    const auto page = placement::page_time(speed);
    table.row("read_page", table.seconds(page.read));
    table.row("write_page", table.seconds(page.write));
    for (const auto& usecase : content.all<blueprint::UseCase>()) {
        const auto* workload = content.workload_of(usecase.id);
        if (usecase.approach != blueprint::Approach::llm || workload == nullptr) continue;
        const auto time = placement::workload_time(speed, *workload);
        table.named_row(usecase.title, table.waiting(time.p50));
        table.named_row("", table.waiting(time.p90, "waiting_long"));
    }
    return {};
}

}  // namespace

Result<> print_probe(Io& io, const ProbeReport& report, const blueprint::Snapshot& content) {
    Table pc(io);
    hardware_rows(pc, io, report);
    fmt::print(io.out, "{}\n\n", io.t("commands.probe.title"));
    pc.print();
    for (const auto& measured : report.measurements) {
        Table table(io);
        model_rows(table, io, measured);
        TRY(waiting_rows(table, report, measured, content));
        fmt::print(io.out, "\n{}\n\n", measured.model.id);
        table.print();
        for (const auto warning : measured.warnings) {
            fmt::print(io.out, "! {}\n", io.t(fmt::format("commands.probe.warning.{}", blueprint::to_id(warning))));
        }
    }
    return {};
}

}  // namespace kireise::commands
