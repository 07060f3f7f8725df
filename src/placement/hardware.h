#pragma once
// What this PC is made of, as far as it matters for language models. No user names, host names or serial numbers.
// Linux: topology from hwloc, the rest from /proc. Windows: Win32 calls that need no rights.

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "blueprint/vocabulary.h"

namespace kireise::placement {

enum class Power { unknown, mains, battery };

constexpr blueprint::EnumIds<Power, 3> enum_ids(Power) {
    return {{{Power::unknown, "unknown"}, {Power::mains, "mains"}, {Power::battery, "battery"}}};
}

struct Hardware {
    std::string cpu;                    // model name; "" when the system does not tell
    int cores = 1;                      // physical cores that this program may use
    int threads = 1;                    // hardware threads that this program may use
    std::uint64_t l2_bytes = 0;         // all second-level caches together; 0: unknown
    std::uint64_t l3_bytes = 0;         // all third-level caches together; 0: none or unknown
    std::uint64_t memory_bytes = 0;     // installed, as far as the system sees it
    std::uint64_t available_bytes = 0;  // memory that programs could get when it was read
    std::vector<std::string> gpus;      // names of display adapters, as far as seen
    bool virtual_machine = false;       // hint: the processor says that it is a guest
    Power power = Power::unknown;       // where its electricity comes from
    bool remote_session = false;        // hint: somebody works here from another computer

    // The cache before the main memory.
    [[nodiscard]] std::uint64_t last_level_bytes() const { return l3_bytes > 0 ? l3_bytes : l2_bytes; }

    friend bool operator==(const Hardware&, const Hardware&) = default;
};

// unavailable: the topology or the memory cannot be read.
[[nodiscard]] Result<Hardware> read_hardware();

// Seconds that all processors together have worked since the system started, for whomever; on Linux also for other guests of a virtual
// machine's host ("stolen"). 0 when the system does not tell.
[[nodiscard]] double busy_core_seconds();

[[nodiscard]] Json to_json(const Hardware& hardware);

// Throws Json::exception when it is not what to_json() writes.
[[nodiscard]] Hardware hardware_from_json(const Json& json);

}  // namespace kireise::placement
