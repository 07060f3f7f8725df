#pragma once
// DATA/models/models.json, and the lock that lets one process at a time change the folder. Inside this room only.

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "engines/model_store.h"

namespace kireise::engines {

inline constexpr std::string_view registry_name = "models.json";

[[nodiscard]] Result<> write_registry(const std::filesystem::path& folder, const std::vector<StoredModel>& models);

// Held until its end; the kernel lets go of it when the process dies.
class FolderLock {
   public:
    // conflict: another process is at it; io.
    [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& folder);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

   private:
    explicit FolderLock(int file) : file_(file) {}
    int file_;
};

}  // namespace kireise::engines
