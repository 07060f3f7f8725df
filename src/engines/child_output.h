#pragma once
// What run_command does alike on every system: judging what a child prints, and when it must end. Inside this room only.

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "engines/process.h"

namespace kireise::engines {

// Keeps the end of standard error and hands out its lines.
class ErrorLines {
   public:
    ErrorLines(std::string& kept, const OnLine& on_line) : kept_(kept), on_line_(on_line) {}

    void take(std::string_view piece);

   private:
    std::string& kept_;
    std::string line_;
    const OnLine& on_line_;
};

// Why the child must be ended now: stopped, over its time, or `printed` more bytes than allowed; nullopt: it may go on.
[[nodiscard]] std::optional<Error> must_end(const Command& command, const RunLimits& limits, std::chrono::steady_clock::time_point begin,
                                            std::size_t printed, const std::stop_token& stop);

}  // namespace kireise::engines
