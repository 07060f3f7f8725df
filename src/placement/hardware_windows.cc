#include <cpuid.h>
#include <fmt/format.h>
#include <windows.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"
#include "base/wide_windows.h"
#include "placement/hardware.h"

namespace kireise::placement {
namespace {

std::string cpu_name() {
    std::array<wchar_t, 256> name{};
    DWORD bytes = sizeof(name);
    const auto failed = ::RegGetValueW(HKEY_LOCAL_MACHINE, L"HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0", L"ProcessorNameString",
                                       RRF_RT_REG_SZ, nullptr, name.data(), &bytes);
    return failed == ERROR_SUCCESS ? std::string(trim(to_utf8(name.data()))) : "";
}

struct Topology {
    int cores = 0;
    int threads = 0;
    std::uint64_t l2_bytes = 0;
    std::uint64_t l3_bytes = 0;
};

int threads_of(const PROCESSOR_RELATIONSHIP& core) {
    int threads = 0;
    for (WORD group = 0; group < core.GroupCount; ++group) threads += __builtin_popcountll(core.GroupMask[group].Mask);
    return threads;
}

void count(const SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX& part, Topology& out) {
    if (part.Relationship == RelationProcessorCore) {
        ++out.cores;
        out.threads += threads_of(part.Processor);
    } else if (part.Relationship == RelationCache && part.Cache.Type != CacheInstruction) {
        if (part.Cache.Level == 2) out.l2_bytes += part.Cache.CacheSize;
        if (part.Cache.Level == 3) out.l3_bytes += part.Cache.CacheSize;
    }
}

Result<Topology> topology() {
    DWORD bytes = 0;
    ::GetLogicalProcessorInformationEx(RelationAll, nullptr, &bytes);
    std::vector<std::byte> buffer(bytes);
    const auto part_at = [&](DWORD at) { return reinterpret_cast<SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX*>(buffer.data() + at); };
    Topology out;
    if (::GetLogicalProcessorInformationEx(RelationAll, part_at(0), &bytes) != 0) {
        for (DWORD at = 0; at < bytes; at += part_at(at)->Size) count(*part_at(at), out);
    }
    if (out.cores == 0) {
        return fail(ErrorKind::unavailable,
                    fmt::format("The topology of this PC cannot be read (Windows says: {}).", windows_reason(::GetLastError())));
    }
    return out;
}

// One adapter drives several displays, so each name counts once.
std::vector<std::string> display_adapters() {
    std::vector<std::string> names;
    DISPLAY_DEVICEW device{};
    device.cb = sizeof(device);
    for (DWORD i = 0; ::EnumDisplayDevicesW(nullptr, i, &device, 0) != 0; ++i) {
        const auto name = std::string(trim(to_utf8(device.DeviceString)));
        const bool mirror = (device.StateFlags & DISPLAY_DEVICE_MIRRORING_DRIVER) != 0;
        if (!mirror && !name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    return names;
}

// The hypervisor bit is also set on a PC that is no guest but runs Hyper-V itself, as Windows 11 does for its own protection. Such a PC may
// make guests (Hypervisor Top Level Functional Specification: leaf 0x40000003, EBX bit 0, CreatePartitions).
bool is_guest() {
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0 || (ecx & (1U << 31U)) == 0) return false;
    constexpr unsigned vendor_leaf = 0x40000000;
    constexpr unsigned feature_leaf = 0x40000003;
    __cpuid(vendor_leaf, eax, ebx, ecx, edx);
    const std::array vendor{ebx, ecx, edx};
    if (std::memcmp(vendor.data(), "Microsoft Hv", sizeof(vendor)) != 0 || eax < feature_leaf) return true;
    __cpuid(feature_leaf, eax, ebx, ecx, edx);
    return (ebx & 1U) == 0;
}

Power power() {
    SYSTEM_POWER_STATUS status{};
    if (::GetSystemPowerStatus(&status) == 0) return Power::unknown;
    if (status.ACLineStatus == 1) return Power::mains;
    return status.ACLineStatus == 0 ? Power::battery : Power::unknown;
}

double seconds(const FILETIME& time) {
    const auto ticks = (static_cast<std::uint64_t>(time.dwHighDateTime) << 32U) | time.dwLowDateTime;
    return static_cast<double>(ticks) * 1e-7;
}

}  // namespace

Result<Hardware> read_hardware() {
    const auto processor = TRY(topology());
    MEMORYSTATUSEX memory{};
    memory.dwLength = sizeof(memory);
    if (::GlobalMemoryStatusEx(&memory) == 0) {
        return fail(ErrorKind::unavailable,
                    fmt::format("The memory of this PC cannot be read (Windows says: {}).", windows_reason(::GetLastError())));
    }
    return Hardware{.cpu = cpu_name(),
                    .cores = processor.cores,
                    .threads = processor.threads,
                    .l2_bytes = processor.l2_bytes,
                    .l3_bytes = processor.l3_bytes,
                    .memory_bytes = memory.ullTotalPhys,
                    .available_bytes = memory.ullAvailPhys,
                    .gpus = display_adapters(),
                    .virtual_machine = is_guest(),
                    .power = power(),
                    .remote_session = ::GetSystemMetrics(SM_REMOTESESSION) != 0};
}

double busy_core_seconds() {
    FILETIME idle{}, kernel{}, user{};
    if (::GetSystemTimes(&idle, &kernel, &user) == 0) return 0;
    return seconds(kernel) - seconds(idle) + seconds(user);  // the kernel's time holds the idle time
}

}  // namespace kireise::placement
