#pragma once
// What /metrics tells (Prometheus text format 0.0.4): figures about the program, nothing about towns or people.

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "assistant/engine_hub.h"
#include "net/server.h"

namespace kireise::commands {

// What is the case now, besides what was counted.
struct Gauges {
    net::ServerLoad load;
    int databases_up = 0;
    int databases_down = 0;
    std::map<std::string, std::int64_t, std::less<>> jobs;  // state -> how many, over all towns
    assistant::EngineState engine = assistant::EngineState::not_started;
    int engine_requests = 0;
};

class Metrics {
   public:
    // `route` is its pattern, "" when there is none. From any thread.
    void count(const net::Exchange& exchange, std::string_view route);
    [[nodiscard]] std::string text(const Gauges& gauges) const;

    // Upper bounds of the duration's classes, in milliseconds.
    static constexpr std::array<double, 11> bounds{1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 5000};

   private:
    static constexpr std::size_t status_classes = 5;  // 1xx .. 5xx

    mutable std::mutex mutex_;
    std::map<std::string, std::array<std::uint64_t, status_classes>, std::less<>> requests_;  // route -> by status class
    std::array<std::uint64_t, bounds.size() + 1> durations_{};                                // the last: longer than all bounds
    double seconds_ = 0;                                                                      // all durations together
};

// From this machine itself and not through a proxy, or with the token ("Authorization: Bearer TOKEN"; "": there is none).
[[nodiscard]] bool may_read_metrics(const net::Request& request, std::string_view token);

}  // namespace kireise::commands
