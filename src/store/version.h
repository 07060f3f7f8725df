#pragma once
// Has anything been written since? For whoever keeps what was worked out from the database.

#include <cstdint>

#include "store/database.h"

namespace kireise::store {

// Grows with every write through this object, before the write returns. What other processes write is not counted.
[[nodiscard]] std::uint64_t version_of(const Database& db);

}  // namespace kireise::store
