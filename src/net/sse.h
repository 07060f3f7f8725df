#pragma once
// Server-sent events (WHATWG HTML 9.2): writing one, and reading a stream piece by piece.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kireise::net {

struct Event {
    std::string name;  // "" means "message"
    std::string data;
    friend bool operator==(const Event&, const Event&) = default;
};

// The event as it goes over the wire, each line of its data on its own ("\n", "\r\n" and "\r" end a line). `name` has no line break.
[[nodiscard]] std::string format_event(const Event& event);

// Feed it what arrives; it gives the events that are complete. too_large when one event is longer than the limit.
class EventReader {
   public:
    explicit EventReader(std::size_t limit = 1U << 20U) : limit_(limit) {}
    [[nodiscard]] Result<std::vector<Event>> feed(std::string_view piece);

   private:
    void take_line(std::string_view line, std::vector<Event>& out);

    std::size_t limit_;
    std::string pending_;  // an unfinished line
    Event event_;
    bool has_data_ = false;
    bool after_cr_ = false;
};

}  // namespace kireise::net
