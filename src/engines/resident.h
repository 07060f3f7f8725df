#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace kireise::engines {

// Memory that a running process holds, in bytes (VmRSS of /proc/PID/status); nullopt when it is gone or the system does not tell.
[[nodiscard]] std::optional<std::uint64_t> resident_bytes(int process, const std::filesystem::path& proc = "/proc");

}  // namespace kireise::engines
