#pragma once
// Deleting must really delete: what the SQL deleted may still lie in a write-ahead log.

#include "store/database.h"

namespace kireise::store {

// Overwrites deleted content in all files of the database that this program writes. busy when readers keep it from that for seconds; then
// call it again later. Does nothing where the database has no such files. Not from inside a transaction.
[[nodiscard]] Result<> purge_deleted(Database& database);

}  // namespace kireise::store
