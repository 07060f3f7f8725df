#include <algorithm>

#include "fuzz.h"
#include "net/sse.h"

namespace kireise::fuzz {
namespace {

std::vector<net::Event> read_in_pieces(std::string_view input, std::size_t piece) {
    net::EventReader reader(1000);
    std::vector<net::Event> out;
    for (; !input.empty(); input.remove_prefix(std::min(piece, input.size()))) {
        auto events = reader.feed(input.substr(0, piece));
        if (!events) break;
        for (auto& event : *events) out.push_back(std::move(event));
    }
    return out;
}

}  // namespace

// However the stream is cut into pieces, the events are the same.
void fuzz_event_stream(std::string_view input) {
    const std::size_t piece = 1 + take_byte(input);
    const auto byte_by_byte = read_in_pieces(input, 1);
    const auto in_pieces = read_in_pieces(input, piece);
    // A piece in which one event is too long gives none of the events before it.
    require(in_pieces.size() <= byte_by_byte.size(), "pieces make events");
    for (std::size_t i = 0; i < in_pieces.size(); ++i) require(in_pieces[i] == byte_by_byte[i], "pieces change events");
    for (const auto& event : byte_by_byte) require(event.data.size() + event.name.size() <= 2000, "an event over the limit");
}

}  // namespace kireise::fuzz
