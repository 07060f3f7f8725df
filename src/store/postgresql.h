#pragma once
// PostgreSQL 13 or newer: one schema in one database, shared by any number of processes. Writers take an advisory lock of the schema, so
// that a transaction sees and does what it would with SQLite. Deleted rows are vacuumed by purge_deleted(); what the server keeps in its
// own write-ahead log and backups is the operator's to limit (docs/operate).

#include <memory>
#include <string>
#include <vector>

#include "store/database.h"

namespace kireise::store {

// `url` is what libpq takes ("postgresql://user@host:5432/database?sslmode=verify-full"); a password is better given by PGPASSWORD or a
// password file than in the url. `schema` ([a-z0-9_]+, at most 60 characters) is made when missing.
// invalid for the name of the schema, unavailable when the server does not answer; no message contains the url's password.
[[nodiscard]] Result<std::unique_ptr<Database>> open_postgresql(const std::string& url, const std::string& schema);

// Schemas in the database that hold a KI-Reise town, in alphabetical order.
[[nodiscard]] Result<std::vector<std::string>> schemas_of(const std::string& url);
// Deletes the schema with all its tables; no error when there is none.
[[nodiscard]] Result<> drop_schema(const std::string& url, const std::string& schema);

}  // namespace kireise::store
