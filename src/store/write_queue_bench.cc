// Durable writes by grouped commit: 64 callers, each waits for its own row to be on the disk.
#include <fmt/core.h>

#include <chrono>
#include <thread>
#include <vector>

#include "base/files.h"
#include "store/migrations.h"
#include "store/sqlite.h"

int main() {
    using namespace kireise;
    const auto dir = *TempDir::create(std::filesystem::current_path());
    const auto db = *store::open_sqlite(dir.path() / "bench.db");
    (void)store::migrate(*db, {{"bench", {"CREATE TABLE answer (id TEXT PRIMARY KEY, item TEXT NOT NULL, value BIGINT NOT NULL);\n"}}});
    for (const int callers : {1, 4, 16, 64}) {
        constexpr int each = 200;
        const auto start = std::chrono::steady_clock::now();
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < callers; ++t) {
                threads.emplace_back([&db, t, callers] {
                    for (int i = 0; i < each; ++i) {
                        (void)db->write([&](store::Connection& tx) {
                            return store::execute(tx, "INSERT INTO answer (id, item, value) VALUES (:id, :item, :value)",
                                                  fmt::format("{}-{}-{}", callers, t, i), "item/x", i);
                        });
                    }
                });
            }
        }
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        fmt::print("{} callers: {:.0f} writes/s\n", callers, callers * each / seconds.count());
    }
}
