#include "placement/hardware_linux.h"

#include <fmt/format.h>
#include <hwloc.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>

#include "base/number.h"
#include "base/text.h"

namespace kireise::placement {
namespace {

// Files in /proc have no size, so they are read to their end; they are small.
std::string proc_text(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

// "NAME   : VALUE" in /proc/cpuinfo and /proc/meminfo; the first one.
std::string proc_value(std::string_view text, std::string_view name) {
    for (const auto line : lines(text)) {
        const auto colon = line.find(':');
        if (colon != std::string_view::npos && trim(line.substr(0, colon)) == name) return std::string(trim(line.substr(colon + 1)));
    }
    return "";
}

std::uint64_t kibibytes(const std::string& text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number * 1024;
}

bool has_word(const std::string& text, std::string_view word) {
    for (const auto& one : split(text, ' ')) {
        if (one == word) return true;
    }
    return false;
}

struct DestroyTopology {
    void operator()(hwloc_topology* topology) const { hwloc_topology_destroy(topology); }
};
using Topology = std::unique_ptr<hwloc_topology, DestroyTopology>;

Result<Topology> load_topology() {
    hwloc_topology_t raw = nullptr;
    if (hwloc_topology_init(&raw) != 0)
        return fail(ErrorKind::unavailable, "The topology of this PC cannot be read (hwloc does not start).");
    Topology topology(raw);
    hwloc_topology_set_io_types_filter(raw, HWLOC_TYPE_FILTER_KEEP_IMPORTANT);
    if (hwloc_topology_load(raw) != 0) return fail(ErrorKind::unavailable, "The topology of this PC cannot be read (hwloc finds nothing).");
    return topology;
}

int count(hwloc_topology* topology, hwloc_obj_type_t type) { return std::max(1, hwloc_get_nbobjs_by_type(topology, type)); }

std::uint64_t cache_bytes(hwloc_topology* topology, hwloc_obj_type_t type) {
    std::uint64_t sum = 0;
    for (auto* cache = hwloc_get_next_obj_by_type(topology, type, nullptr); cache != nullptr;
         cache = hwloc_get_next_obj_by_type(topology, type, cache)) {
        sum += cache->attr->cache.size;
    }
    return sum;
}

std::string device_name(hwloc_obj* device) {
    std::string name;
    for (const char* key : {"PCIVendor", "PCIDevice"}) {
        if (const char* part = hwloc_obj_get_info_by_name(device, key)) name += (name.empty() ? "" : " ") + std::string(part);
    }
    if (!name.empty()) return name;
    return fmt::format("PCI {:04x}:{:04x}", device->attr->pcidev.vendor_id, device->attr->pcidev.device_id);
}

std::vector<std::string> display_adapters(hwloc_topology* topology) {
    constexpr unsigned display_class = 0x03;  // base class of PCI: display controller
    std::vector<std::string> names;
    for (auto* device = hwloc_get_next_pcidev(topology, nullptr); device != nullptr; device = hwloc_get_next_pcidev(topology, device)) {
        if (device->attr->pcidev.class_id >> 8U == display_class) names.push_back(device_name(device));
    }
    return names;
}

// sysfs-class-power: each supply has a type ("Mains", "USB", "Battery"), "online" or "status".
Power power_of(const std::filesystem::path& folder) {
    auto power = Power::unknown;
    std::error_code code;
    for (const auto& supply : std::filesystem::directory_iterator(folder, code)) {
        const auto text = [&](const char* name) { return std::string(trim(proc_text(supply.path() / name))); };
        if (text("scope") == "Device") continue;  // a wireless mouse
        if (text("type") != "Battery" && text("online") == "1") return Power::mains;
        if (text("type") == "Battery" && text("status") == "Discharging") power = Power::battery;
    }
    return power;
}

bool has_remote_session() {
    return std::ranges::any_of(std::array{"SSH_CONNECTION", "XRDP_SESSION"}, [](const char* name) { return std::getenv(name) != nullptr; });
}

}  // namespace

Result<Hardware> read_hardware(const SystemFolders& folders) {
    const auto& proc = folders.proc;
    const auto topology = TRY(load_topology());
    const auto cpu = proc_text(proc / "cpuinfo");
    const auto memory = proc_text(proc / "meminfo");
    Hardware out{.cpu = proc_value(cpu, "model name"),
                 .cores = count(topology.get(), HWLOC_OBJ_CORE),
                 .threads = count(topology.get(), HWLOC_OBJ_PU),
                 .l2_bytes = cache_bytes(topology.get(), HWLOC_OBJ_L2CACHE),
                 .l3_bytes = cache_bytes(topology.get(), HWLOC_OBJ_L3CACHE),
                 .memory_bytes = kibibytes(proc_value(memory, "MemTotal")),
                 .available_bytes = kibibytes(proc_value(memory, "MemAvailable")),
                 .gpus = display_adapters(topology.get()),
                 .virtual_machine = has_word(proc_value(cpu, "flags"), "hypervisor"),
                 .power = power_of(folders.power),
                 .remote_session = has_remote_session()};
    if (out.memory_bytes == 0 || out.available_bytes == 0) {
        return fail(ErrorKind::unavailable, fmt::format("The memory of this PC cannot be read from {}.", (proc / "meminfo").string()));
    }
    return out;
}

Result<Hardware> read_hardware() { return read_hardware(SystemFolders{}); }

double busy_core_seconds(const SystemFolders& folders) {
    const auto text = proc_text(folders.proc / "stat");
    const auto all = lines(text);
    if (all.empty() || !all.front().starts_with("cpu ")) return 0;
    // proc(5): user nice system idle iowait irq softirq steal; what guests use is counted in user already.
    double ticks = 0;
    int column = 0;
    for (const auto& word : split(all.front().substr(4), ' ')) {
        if (word.empty()) continue;
        const bool idle = column == 3 || column == 4;
        if (!idle && column < 8) ticks += static_cast<double>(whole_number(word).value_or(0));
        ++column;
    }
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double busy_core_seconds() { return busy_core_seconds(SystemFolders{}); }

}  // namespace kireise::placement
