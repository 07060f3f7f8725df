// bench_content DATA: how long a fresh process takes to load the town's content, and to get it again: "result FIRST_MS CACHED_MS".
#include <fmt/core.h>

#include <chrono>

#include "commands/portal.h"
#include "commands/rooms.h"

namespace {

double milliseconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    if (!work()) return -1;
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
    using namespace kireise;
    if (argc != 2) return 2;
    const people::Installation installation({.data = argv[1], .database_url = ""}, commands::all_migrations());
    const auto town = commands::open_town(installation, "");
    if (!town) {
        fmt::print(stderr, "{}\n", town.error().message);
        return 1;
    }
    const auto load = [&] { return (*town)->content().has_value(); };
    const double first = milliseconds_of(load);
    const double cached = milliseconds_of(load);
    fmt::print("result {:.3f} {:.3f}\n", first, cached);
    return first >= 0 && cached >= 0 ? 0 : 1;
}
