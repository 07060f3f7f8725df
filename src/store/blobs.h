#pragma once
// Files that belong to rows: uploaded documents, generated reports. The row names the blob by its id, a random one that is never used
// again. Order: put the blob, then write the row; delete the row, then remove the blob. A crash between leaves a blob that nobody names;
// remove_unnamed() clears those away.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "store/migrations.h"

namespace kireise::store {

inline constexpr std::size_t max_blob_bytes = 32U << 20U;

struct StoredBlob {
    std::string id;
    Instant stored;
};

class Blobs {
   public:
    virtual ~Blobs() = default;

    // Durable when it returns. invalid for an id that is not 32 hexadecimal digits, too_large, conflict when the id exists.
    virtual Result<> put(const std::string& id, std::string_view bytes, Instant now) = 0;
    virtual Result<std::string> get(const std::string& id) = 0;  // not_found
    virtual Result<> remove(const std::string& id) = 0;          // no error when it is gone already
    virtual Result<std::vector<StoredBlob>> list() = 0;
};

// In a folder, which is made when missing: one file each, for its owner alone.
[[nodiscard]] std::unique_ptr<Blobs> blobs_in_folder(const std::filesystem::path& folder);

// In the database, for installations of several processes; the database outlives the result.
[[nodiscard]] Migrations blob_migrations();
[[nodiscard]] std::unique_ptr<Blobs> blobs_in_database(Database& database);

// Removes what no row names and is older than a day (a younger one may be waiting for its row). Gives how many.
[[nodiscard]] Result<std::size_t> remove_unnamed(Blobs& blobs, const std::set<std::string>& named, Instant now);

}  // namespace kireise::store
