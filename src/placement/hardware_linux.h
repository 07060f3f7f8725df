#pragma once
// The hardware of a PC that another /proc describes. For tests; hardware.h is what others use.

#include <filesystem>

#include "placement/hardware.h"

namespace kireise::placement {

struct SystemFolders {
    std::filesystem::path proc = "/proc";
    std::filesystem::path power = "/sys/class/power_supply";
};

[[nodiscard]] Result<Hardware> read_hardware(const SystemFolders& folders);
[[nodiscard]] double busy_core_seconds(const SystemFolders& folders);

}  // namespace kireise::placement
