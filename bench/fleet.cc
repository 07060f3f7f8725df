// bench_fleet: 2,000 PCs from the files that a town would have: an inventory of 2,000 lines, each another PC, and 2,000 reports, all read
// and grouped: "result READ_INVENTORY_MS READ_REPORTS_MS GROUP_MS CLASSES".
#include <fmt/core.h>

#include <chrono>

#include "blueprint/snapshot.h"
#include "people/content.h"
#include "placement/inventory.h"
#include "placement/testing.h"

namespace {

using namespace kireise;
using namespace kireise::placement;

constexpr std::size_t pcs = 2000;

std::string cpu(std::size_t i) { return fmt::format("Intel(R) Core(TM) i{}-{}{}00 CPU @ 3.10GHz", 3 + 2 * (i % 4), 2 + i % 13, 1 + i % 9); }
int cores(std::size_t i) { return 2 + static_cast<int>(i * 7 % 23); }
int memory(std::size_t i) { return 4 << (i % 4); }

std::string inventory_file() {
    std::string out = "Hersteller;Modell;Prozessor;Kerne;RAM;Anzahl\n";
    for (std::size_t i = 0; i < pcs; ++i) out += fmt::format("Maker;Type {};{};{};{} GB;1\n", i, cpu(i), cores(i), memory(i));
    return out;
}

std::vector<std::string> report_files(const blueprint::ModelClass& model) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < pcs; ++i) {
        auto report = placement::testing::report_of(model, 100, 10);
        report.hardware.cpu = cpu(i * 11);
        report.hardware.cores = cores(i * 11);
        report.hardware.memory_bytes = static_cast<std::uint64_t>(memory(i * 11)) << 30U;
        out.push_back(to_json(report).dump());
    }
    return out;
}

double milliseconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main() {
    const auto content = blueprint::Snapshot::load(people::built_in_content());
    const auto* model = content ? (*content)->find<blueprint::ModelClass>("model/dense-1b") : nullptr;
    if (model == nullptr) return 1;
    const auto list = inventory_file();
    const auto files = report_files(*model);
    Inventory inventory;
    std::vector<MeasuredPc> reports;
    Fleet fleet;
    const double list_ms = milliseconds_of([&] { inventory = read_inventory(list).value_or(Inventory{}); });
    const double reports_ms = milliseconds_of([&] {
        for (const auto& file : files) {
            if (auto report = parse_probe_report(file)) reports.push_back({std::to_string(reports.size()), *std::move(report)});
        }
    });
    const double group_ms = milliseconds_of([&] { fleet = group_fleet(inventory.lines, reports); });
    if (inventory.pcs() != static_cast<int>(pcs) || reports.size() != pcs || fleet.pcs != static_cast<int>(pcs)) return 1;
    fmt::print("result {:.1f} {:.1f} {:.1f} {}\n", list_ms, reports_ms, group_ms, fleet.classes.size());
    return 0;
}
