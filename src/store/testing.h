#pragma once
// Both databases for tests: SQLite in a folder of its own, PostgreSQL in a schema of its own on the server that the environment names
// (PGHOST ...; tools/test.sh starts one with pg_virtualenv). Without a server these tests fail, with a sentence.

#include <cstdlib>
#include <memory>
#include <string>

#include "base/files.h"
#include "base/random.h"
#include "store/postgresql.h"
#include "store/sqlite.h"

namespace kireise::store {

enum class Product { sqlite, postgresql };

class TestDatabase {
   public:
    explicit TestDatabase(Product product) : product_(product) {}

    // The same database again at each call, by a connection of its own.
    [[nodiscard]] Result<std::unique_ptr<Database>> open() const {
        if (product_ == Product::sqlite) return open_sqlite(folder() / "town.db");
        if (std::getenv("PGHOST") == nullptr) {
            return fail(ErrorKind::unavailable,
                        "No PostgreSQL server: run the tests by `make test`, or this program by `pg_virtualenv PROGRAM`.");
        }
        return open_postgresql("postgresql://", schema_);
    }
    [[nodiscard]] const std::filesystem::path& folder() const { return dir_.path(); }
    [[nodiscard]] const std::string& schema() const { return schema_; }
    [[nodiscard]] Product product() const { return product_; }

   private:
    Product product_;
    TempDir dir_ = *TempDir::create();
    std::string schema_ = "test_" + random_id(system_random()).substr(0, 16);
};

// For INSTANTIATE_TEST_SUITE_P.
inline std::string name_of(Product product) { return product == Product::sqlite ? "sqlite" : "postgresql"; }

}  // namespace kireise::store
