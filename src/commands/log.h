#pragma once
// The log of the server, on standard error: a line of text or of JSON each. No personal data: of a request its route, never its address or
// who asked; nothing at all of the survey's routes, where even the time could tell who took part.

#include <memory>
#include <string>
#include <string_view>

#include "net/server.h"

namespace kireise::commands {

struct LogSettings {
    bool json = false;
    std::string level = "info";  // debug, info (with a line for each request), warn, error
};

// As long as it lives, all that is logged goes its way: written by a thread of its own; when that falls behind, the oldest lines are lost
// rather than requests held up.
class Log {
   public:
    explicit Log(const LogSettings& settings);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    // `route` is its pattern, "" when there is none. From any thread.
    void exchange(const net::Exchange& exchange, std::string_view route) const;

   private:
    class Loggers;
    std::unique_ptr<Loggers> loggers_;
    bool json_;
};

// Something that whoever runs the server must know. A sentence.
void log_error(std::string_view what);

// Whether requests for this route are neither logged nor counted by route.
[[nodiscard]] bool leaves_no_trace(std::string_view route);

// The line's own fields, without time and level.
[[nodiscard]] std::string exchange_line(const net::Exchange& exchange, std::string_view route, bool json);

}  // namespace kireise::commands
