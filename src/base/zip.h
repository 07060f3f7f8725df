#pragma once
// ZIP archives in memory (PKWARE APPNOTE 6.3). The same entries and instant give the same bytes. Reading trusts nothing that a hostile
// archive states: names, kinds of entries and limits are checked before anything is unpacked, sizes again while it is.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace kireise {

struct ZipEntry {
    std::string name;  // relative path of a file: UTF-8, "/" as separator, at most 1,024 bytes
    std::string content;
    bool stored = false;  // uncompressed (OpenDocument and EPUB want their first entry so); not filled when reading

    friend bool operator==(const ZipEntry&, const ZipEntry&) = default;
};

struct ZipLimits {
    std::size_t entries = 4'096;
    std::size_t entry_bytes = 16U << 20U;   // unpacked
    std::size_t total_bytes = 256U << 20U;  // unpacked
    std::size_t ratio = 100;                // unpacked to packed bytes, of the archive and of each entry above 64 KiB
};

// Regular files in the order given, all stamped `when` (UTC, to two seconds; ZIP knows the years 1980 to 2107, other instants become
// the nearest). invalid for no entry at all, a name that is not a plain relative path, or a name that comes twice.
[[nodiscard]] Result<std::string> write_zip(const std::vector<ZipEntry>& entries, Instant when);

// Files in the order of the archive. invalid for an archive that is damaged or empty, for names as above, folders, links and special
// files, encryption and other compression than deflate; too_large over a limit.
[[nodiscard]] Result<std::vector<ZipEntry>> read_zip(std::string_view archive, ZipLimits limits = {});

}  // namespace kireise
