// Durable writes by grouped commit: each caller waits for its own row to be on the disk.
#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "base/files.h"
#include "store/migrations.h"
#include "store/sqlite.h"

namespace kireise::store {
namespace {

// In the working folder: in memory there is nothing to wait for.
struct BenchDatabase {
    TempDir folder = *TempDir::create(std::filesystem::current_path());
    std::unique_ptr<Database> db = *open_sqlite(folder.path() / "bench.db");
    std::atomic<int> next = 0;

    BenchDatabase() { (void)migrate(*db, {{"bench", {"CREATE TABLE answer (id BIGINT PRIMARY KEY, value BIGINT NOT NULL);\n"}}}); }
};

void durable_write(benchmark::State& state) {
    static BenchDatabase bench;
    for (auto _ : state) {
        const int id = bench.next++;
        const auto done =
            bench.db->write([&](Connection& tx) { return execute(tx, "INSERT INTO answer (id, value) VALUES (:id, :value)", id, id); });
        if (!done) state.SkipWithError(done.error().message.c_str());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(durable_write)->Threads(1)->Threads(4)->Threads(16)->Threads(64)->UseRealTime();

void read_row(benchmark::State& state) {
    static BenchDatabase bench;
    (void)bench.db->write([](Connection& tx) { return execute(tx, "INSERT INTO answer (id, value) VALUES (1, 2)"); });
    for (auto _ : state) {
        auto row = bench.db->read([](Connection& tx) { return query_one<int>(tx, "SELECT value FROM answer WHERE id = :id", 1); });
        benchmark::DoNotOptimize(row);
    }
}
BENCHMARK(read_row)->Threads(1)->Threads(4)->UseRealTime();

}  // namespace
}  // namespace kireise::store
