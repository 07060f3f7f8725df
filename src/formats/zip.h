#pragma once
// ZIP archives in memory (PKWARE APPNOTE 6.3). The same entries give the same bytes; reading keeps to limits that a
// hostile archive cannot exceed, whatever sizes it states.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace kireise::formats {

struct ZipEntry {
    std::string name;  // relative path with "/"
    std::string content;
    bool stored = false;  // uncompressed (OpenDocument and EPUB want their first entry so); not filled when reading

    friend bool operator==(const ZipEntry&, const ZipEntry&) = default;
};

struct ZipLimits {
    std::size_t entries = 4096;
    std::size_t bytes = 256U << 20U;  // all contents together
    std::size_t ratio = 200;          // content to compressed size of one entry; entries below 64 KiB may exceed it
};

// Entries in the order given, all stamped with 00:00 of `date` (1980-01-01 without one: ZIP knows no earlier day).
// invalid for a name that is not a plain relative path or comes twice.
[[nodiscard]] Result<std::string> write_zip(const std::vector<ZipEntry>& entries, std::optional<Date> date = std::nullopt);

// Files in the order of the archive; folder entries are left out. invalid (damaged, encrypted, a name that leaves the
// folder, a name twice) or too_large.
[[nodiscard]] Result<std::vector<ZipEntry>> read_zip(std::string_view bytes, ZipLimits limits = {});

}  // namespace kireise::formats
