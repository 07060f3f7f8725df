#pragma once
// What the requests to an engine are like: how many there are at this moment, how fast their answers come. No texts, no persons, nothing
// stored. Safe to use from several threads.

#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

#include "engines/openai.h"

namespace kireise::assistant {

struct MeterReading {
    int running = 0;                             // requests that are answered or wait
    std::uint64_t answers = 0;                   // complete ones since the start of the program
    std::uint64_t problems = 0;                  // requests that ended without one
    std::optional<double> tokens_per_second;     // of writing: median of the last answers
    std::optional<double> first_token_ms;        // median of the last answers, as people waited for it
    std::chrono::steady_clock::time_point last;  // when a request began or ended
};

class EngineMeter {
   public:
    static constexpr std::size_t kept = 50;  // answers that the medians are of

    void begin();
    void end(const std::optional<engines::ChatAnswer>& answer);  // nullopt: without one
    [[nodiscard]] MeterReading reading() const;

   private:
    mutable std::mutex mutex_;
    MeterReading now_{
        .running = 0, .answers = 0, .problems = 0, .tokens_per_second = {}, .first_token_ms = {}, .last = std::chrono::steady_clock::now()};
    std::deque<double> speeds_;
    std::deque<double> waits_;
};

}  // namespace kireise::assistant
