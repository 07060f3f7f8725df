#pragma once
// The part of write_file that each system does in its own way. Inside this room only.

#include <string_view>
#include <system_error>

#include "base/files.h"

namespace kireise {

// Writes a new file and returns when it is on the disk. The error of the system when it exists already or cannot be written; then the file
// may lie there in part.
[[nodiscard]] std::error_code write_synced(const std::filesystem::path& path, std::string_view content, Readers readers);

}  // namespace kireise
