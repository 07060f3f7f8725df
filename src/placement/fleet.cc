#include "placement/fleet.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "base/text.h"

namespace kireise::placement {
namespace {

constexpr double gib = 1U << 30U;

constexpr double generation_weight = 0.1;
constexpr double unknown_generation = 0.4;
constexpr double mobile_weight = 0.2;
constexpr double memory_weight = 0.25;
constexpr double card_weight = 0.3;
constexpr double virtual_weight = 0.2;
constexpr double unknown_cores = 0.25;
constexpr double tier_weight = 0.1;

double log_ratio(int a, int b) { return std::log(static_cast<double>(std::max(a, b)) / std::min(a, b)); }

double core_distance(const PcKind& a, const PcKind& b) {
    if (a.cores > 0 && b.cores > 0) return log_ratio(a.cores, b.cores);
    const double tiers = a.cpu.tier > 0 && b.cpu.tier > 0 ? tier_weight * std::abs(a.cpu.tier - b.cpu.tier) : 0;
    return unknown_cores + tiers;
}

double cpu_distance(const CpuFamily& a, const CpuFamily& b) {
    if (a.name == b.name) return 0;
    const bool counted = a.maker == b.maker && a.generation && b.generation;
    const double mobile = a.mobile == b.mobile ? 0 : mobile_weight;
    return mobile + (counted ? generation_weight * std::abs(*a.generation - *b.generation) : unknown_generation);
}

// [a-z0-9-]+, short enough for an address.
std::string slug_text(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string out;
    for (const char c : lower_ascii(text)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (kept) out += c;
        else if (!out.empty() && out.back() != '-') out += '-';
        if (out.size() == longest) break;
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

// Classes with the same slug are the same class.
std::string slug_of_kind(const PcKind& kind) {
    auto out = kind.cpu.name.empty() ? "cpu" : slug_text(kind.cpu.name);
    if (out.empty()) out = "cpu";
    if (kind.cores > 0) out += fmt::format("-{}c", kind.cores);
    if (kind.memory_gib > 0) out += fmt::format("-{}gb", kind.memory_gib);
    if (!kind.gpu.empty()) out += "-" + slug_text(kind.gpu);
    return kind.virtual_machine ? out + "-vm" : out;
}

// Processor names, tidied and in lower case -> cores. What several sources tell differently is the largest: a program may see fewer.
using CoreCounts = std::map<std::string, int, std::less<>>;

std::string core_key(std::string_view cpu) { return lower_ascii(tidy_cpu_name(cpu)); }

CoreCounts core_counts(std::span<const InventoryLine> inventory, std::span<const MeasuredPc> reports) {
    CoreCounts out;
    const auto note = [&](std::string_view cpu, int cores) {
        auto& known = out[core_key(cpu)];
        known = std::max(known, cores);
    };
    for (const auto& line : inventory) note(line.cpu, line.cores);
    for (const auto& one : reports) note(one.report.hardware.cpu, one.report.hardware.cores);
    return out;
}

PcKind kind_of_line(const InventoryLine& line, const CoreCounts& cores) {
    const auto known = cores.find(core_key(line.cpu));
    const int told = line.cores > 0 || known == cores.end() ? line.cores : known->second;
    return {cpu_family(line.cpu), told, memory_step(line.memory_gib), graphics_card(line.gpu), false};
}

bool disturbed(const ProbeReport& report) { return std::ranges::any_of(report.measurements, &Measurement::is_doubtful); }

class Grouping {
   public:
    Grouping(std::span<const InventoryLine> inventory, std::span<const MeasuredPc> reports) : reports_(reports) {
        const auto cores = core_counts(inventory, reports);
        for (const auto& line : inventory) add(line, kind_of_line(line, cores));
        for (std::size_t i = 0; i < reports.size(); ++i) at(kind_of(reports[i].report.hardware)).reports.push_back(i);
    }

    std::vector<FleetClass> classes() {
        std::vector<FleetClass> out;
        for (auto& [slug, one] : by_slug_) {
            std::ranges::stable_partition(one.reports, [&](std::size_t i) { return !disturbed(reports_[i].report); });
            for (const auto& [name, count] : models_[slug]) one.models.push_back({name, count});
            std::ranges::stable_sort(one.models, std::greater{}, &PcModel::count);
            out.push_back(std::move(one));
        }
        std::ranges::stable_sort(out, std::greater{}, &FleetClass::count);
        return out;
    }

   private:
    FleetClass& at(PcKind kind) {
        auto slug = slug_of_kind(kind);
        auto& one = by_slug_[slug];
        const auto spelling = [](const PcKind& each) { return std::tie(each.cpu.name, each.gpu); };
        if (one.slug.empty() || spelling(kind) < spelling(one.kind)) one.kind = std::move(kind);
        one.slug = std::move(slug);
        return one;
    }
    void add(const InventoryLine& line, PcKind kind) {
        auto& one = at(std::move(kind));
        one.count += line.count;
        const auto name = std::string(trim(line.make + " " + line.model));
        if (!name.empty()) models_[one.slug][name] += line.count;
    }

    std::span<const MeasuredPc> reports_;
    std::map<std::string, FleetClass> by_slug_;
    std::map<std::string, std::map<std::string, int>> models_;  // of each class
};

void find_source(std::vector<FleetClass>& classes, std::size_t index, const std::vector<std::size_t>& measured) {
    auto& one = classes[index];
    double best = std::numeric_limits<double>::infinity();
    for (const auto other : measured) {
        const double far = other == index ? 0 : distance(one.kind, classes[other].kind);
        const bool nearer = far < best || (far == best && (other == index || classes[other].slug < classes[*one.source].slug));
        if (!nearer) continue;
        best = far;
        one.source = other;
        if (other == index) break;
    }
    if (!one.source || *one.source == index) return;
    one.distance = best;
    one.factor = stand_in_factor * std::exp(best);
}

// The same memory, cores by no more than half more or fewer; the nearest of these.
std::string workstation_of(const PcKind& kind, std::span<const blueprint::Workstation> workstations) {
    double best = std::log(1.5) + 1e-9;
    std::string out;
    for (const auto& one : workstations) {
        if (memory_step(one.memory_gib) != kind.memory_gib || one.cores <= 0 || kind.cores <= 0 || !kind.gpu.empty()) continue;
        const double far = log_ratio(kind.cores, one.cores);
        if (far > best || (far == best && !out.empty())) continue;
        best = far;
        out = one.id;
    }
    return out;
}

void widen(TokenSpeed& speed, double factor) {
    speed.low /= factor;
    speed.high *= factor;
}

// What the system and its programs used on the measured PC is taken from the memory of this class.
void take_memory(Hardware& hardware, int memory_gib) {
    if (memory_gib <= 0) return;
    const auto used = hardware.memory_bytes - std::min(hardware.memory_bytes, hardware.available_bytes);
    hardware.memory_bytes = static_cast<std::uint64_t>(memory_gib) << 30U;
    hardware.available_bytes = hardware.memory_bytes - std::min(hardware.memory_bytes, used);
}

}  // namespace

PcKind kind_of(const Hardware& hardware) {
    std::string card;
    for (const auto& name : hardware.gpus) {
        if (card.empty()) card = graphics_card(name);
    }
    return {cpu_family(hardware.cpu), hardware.cores, memory_step(static_cast<double>(hardware.memory_bytes) / gib), card,
            hardware.virtual_machine};
}

double distance(const PcKind& a, const PcKind& b) {
    double out = core_distance(a, b) + cpu_distance(a.cpu, b.cpu);
    if (a.memory_gib > 0 && b.memory_gib > 0) out += memory_weight * log_ratio(a.memory_gib, b.memory_gib);
    if (lower_ascii(a.gpu) != lower_ascii(b.gpu)) out += card_weight;
    if (a.virtual_machine != b.virtual_machine) out += virtual_weight;
    return out;
}

const FleetClass* Fleet::find(std::string_view slug) const {
    const auto found = std::ranges::find(classes, slug, &FleetClass::slug);
    return found == classes.end() ? nullptr : &*found;
}

Fleet group_fleet(std::span<const InventoryLine> inventory, std::span<const MeasuredPc> reports,
                  std::span<const blueprint::Workstation> workstations) {
    Fleet out{.classes = Grouping(inventory, reports).classes()};
    std::vector<std::size_t> measured;
    for (std::size_t i = 0; i < out.classes.size(); ++i) {
        out.pcs += out.classes[i].count;
        out.classes[i].workstation = workstation_of(out.classes[i].kind, workstations);
        if (out.classes[i].measured()) measured.push_back(i);
    }
    for (std::size_t i = 0; i < out.classes.size(); ++i) find_source(out.classes, i, measured);
    return out;
}

std::optional<ClassMeasurement> measurement_for(const Fleet& fleet, const FleetClass& pc_class, std::span<const MeasuredPc> reports,
                                                std::string_view model) {
    if (!pc_class.source) return std::nullopt;
    const auto& candidates = fleet.classes[*pc_class.source].reports;
    const auto same_model = [&](std::size_t i) {
        return std::ranges::any_of(reports[i].report.measurements,
                                   [&](const Measurement& one) { return one.model.id == model && !one.is_doubtful(); });
    };
    const auto found = std::ranges::find_if(candidates, same_model);
    ClassMeasurement out{.pc = reports[found == candidates.end() ? candidates.front() : *found], .stands_in = !pc_class.measured()};
    if (!out.stands_in) return out;
    for (auto& one : out.pc.report.measurements) {
        widen(one.prefill, pc_class.factor);
        widen(one.decode, pc_class.factor);
    }
    take_memory(out.pc.report.hardware, pc_class.kind.memory_gib);
    return out;
}

}  // namespace kireise::placement
