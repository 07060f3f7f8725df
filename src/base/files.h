#pragma once
// Reading and writing whole files, with limits, and so that a crash leaves either the old or the new content.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kireise {

inline constexpr std::size_t default_file_limit = 64U << 20U;  // bytes

// not_found, too_large (over limit bytes) or io.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit = default_file_limit);

// Who may read a new file: everybody the umask allows, or its owner alone (for secrets).
enum class Readers { as_usual, owner_only };

// Writes beside the target, syncs, renames over it. Parent folders are made.
[[nodiscard]] Result<> write_file(const std::filesystem::path& path, std::string_view content, Readers readers = Readers::as_usual);

// A folder that is removed with all its content at the end of its owner's life.
class TempDir {
   public:
    [[nodiscard]] static Result<TempDir> create(const std::filesystem::path& parent = std::filesystem::temp_directory_path());
    TempDir(TempDir&& other) noexcept;
    TempDir& operator=(TempDir&& other) noexcept;
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    ~TempDir();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

   private:
    explicit TempDir(std::filesystem::path path) : path_(std::move(path)) {}
    void remove() noexcept;
    std::filesystem::path path_;
};

}  // namespace kireise
