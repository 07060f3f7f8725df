#pragma once
// The PCs of a town in classes: alike in what decides about the speed of a language model. From the inventory (how many there are) and the
// measurements (how fast they are). Pure.
//
// A class is: family of the processor (maker, tier, generation), physical cores, step of installed memory, graphics card, virtual machine
// or not. Cores that an inventory does not tell come from another line or measurement with the same processor name.
//
// A class without a measurement of its own takes that of the nearest class that has one. Distance (own rule, not validated): cores count by
// the logarithm of their ratio, because reading needs computing; each generation of the same maker counts 0.1; another maker or a
// generation that the names do not tell 0.4; laptop against desktop 0.2; memory a quarter of the logarithm of its ratio (more modules may
// mean a wider bus); another graphics card 0.3; virtual machine or not 0.2. The interval of the speed becomes wider by 1.25 e^distance in
// both directions; the value stays that of the measurement.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "blueprint/resource_types.h"
#include "placement/cpu_name.h"
#include "placement/memory_step.h"
#include "placement/verdict.h"

namespace kireise::placement {

struct InventoryLine {
    std::string make, model;  // "Dell", "OptiPlex 7080"; may be empty
    std::string cpu;          // as the inventory names it
    int cores = 0;            // physical; 0: not told
    double memory_gib = 0;    // > 0
    std::string gpu;          // as the inventory names it; "" for none
    int count = 1;            // PCs, at least 1

    friend auto operator<=>(const InventoryLine&, const InventoryLine&) = default;
};

struct PcKind {
    CpuFamily cpu;
    int cores = 0;       // 0: unknown
    int memory_gib = 0;  // a step that is sold: 4, 8, 16, ...; 0: unknown
    std::string gpu;     // graphics card; "" for none
    bool virtual_machine = false;
};

[[nodiscard]] PcKind kind_of(const Hardware& hardware);
[[nodiscard]] double distance(const PcKind& a, const PcKind& b);  // >= 0, the same both ways

inline constexpr double stand_in_factor = 1.25;

struct PcModel {
    std::string name;  // "Dell OptiPlex 7080"
    int count = 0;
};

struct FleetClass {
    std::string slug;  // of an address; names the class in this town
    PcKind kind;
    int count = 0;                      // PCs of the inventory; 0 when only measured
    std::vector<PcModel> models;        // of the inventory, the most frequent first
    std::string workstation;            // the Blaupause's class that fits; "" for none
    std::vector<std::size_t> reports;   // its own measurements: undisturbed ones first, then by their order
    std::optional<std::size_t> source;  // class whose measurements count here: itself, the nearest, or none at all
    double distance = 0;                // to the source
    double factor = 1;                  // by which intervals are wider; 1 with an own measurement

    [[nodiscard]] bool measured() const { return !reports.empty(); }
};

struct Fleet {
    std::vector<FleetClass> classes;  // the most frequent first, then by slug
    int pcs = 0;                      // of the inventory

    [[nodiscard]] bool has_inventory() const { return pcs > 0; }
    [[nodiscard]] const FleetClass* find(std::string_view slug) const;
};

// `reports` newest first. The order of the lines does not matter; that of the reports only decides which of a class comes first.
[[nodiscard]] Fleet group_fleet(std::span<const InventoryLine> inventory, std::span<const MeasuredPc> reports,
                                std::span<const blueprint::Workstation> workstations = {});

struct ClassMeasurement {
    MeasuredPc pc;           // speeds with the widened interval, memory of the class
    bool stands_in = false;  // of another class
};

// The measurement that counts for a class: one of this model if there is an undisturbed one, else the first. nullopt without any.
[[nodiscard]] std::optional<ClassMeasurement> measurement_for(const Fleet& fleet, const FleetClass& pc_class,
                                                              std::span<const MeasuredPc> reports, std::string_view model);

}  // namespace kireise::placement
