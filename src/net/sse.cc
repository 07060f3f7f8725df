#include "net/sse.h"

#include <utility>

#include "base/text.h"

namespace kireise::net {

std::string format_event(const Event& event) {
    std::string out;
    if (!event.name.empty()) out += "event: " + event.name + "\n";
    // The reader takes "\r" for the end of a line too: without this the rest of the line would be a field of its own.
    const auto data = replace_all(replace_all(event.data, "\r\n", "\n"), "\r", "\n");
    for (const auto& line : split(data, '\n')) out += "data: " + line + "\n";
    return out + "\n";
}

Result<std::vector<Event>> EventReader::feed(std::string_view piece) {
    std::vector<Event> out;
    for (const char c : piece) {
        const bool second_half_of_crlf = c == '\n' && std::exchange(after_cr_, false);
        if (second_half_of_crlf) continue;
        after_cr_ = c == '\r';
        if (c != '\n' && c != '\r') {
            pending_ += c;
            if (pending_.size() + event_.data.size() > limit_)
                return fail(ErrorKind::too_large, "The other side sent an event that is too long.");
            continue;
        }
        take_line(pending_, out);
        pending_.clear();
    }
    return out;
}

void EventReader::take_line(std::string_view line, std::vector<Event>& out) {
    if (line.empty()) {
        if (has_data_) out.push_back(std::move(event_));
        event_ = {};
        has_data_ = false;
        return;
    }
    const auto colon = line.find(':');
    const auto field = line.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "event") event_.name = value;
    if (field != "data") return;
    if (has_data_) event_.data += '\n';
    event_.data += value;
    has_data_ = true;
}

}  // namespace kireise::net
