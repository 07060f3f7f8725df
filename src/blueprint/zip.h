#pragma once
// ZIP archives as values: name -> bytes. Written the same for the same input; read with limits against hostile archives.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace kireise::blueprint {

using ZipEntries = std::map<std::string, std::string, std::less<>>;

struct ZipLimits {
    std::size_t entries = 50'000;
    std::size_t entry_bytes = 16U << 20U;   // unpacked
    std::size_t total_bytes = 256U << 20U;  // unpacked
    std::size_t ratio = 100;                // unpacked bytes per byte of the archive
};

// The archive's bytes; every entry carries the time `when` (UTC, to two seconds).
[[nodiscard]] Result<std::string> write_zip(const ZipEntries& entries, Instant when);

// invalid for a damaged archive, names that are absolute or lead outside, names that stand twice, folders, links, encryption and
// unusual compression; too_large over a limit, before anything is unpacked.
[[nodiscard]] Result<ZipEntries> read_zip(std::string_view archive, ZipLimits limits = {});

}  // namespace kireise::blueprint
