#pragma once
// For the server files of this room only: answers onto a connection. A write ends when the client does not take it in time.

#include <chrono>
#include <memory>

#include "net/asio_names.h"
#include "net/http.h"

namespace kireise::net {

// How long something may take that moves at least so many bytes a second after some patience.
struct Pace {
    std::chrono::steady_clock::time_point begun;
    std::chrono::milliseconds patience;
    std::size_t slowest;  // bytes a second

    [[nodiscard]] std::chrono::steady_clock::time_point deadline(std::size_t moved) const {
        return begun + patience + std::chrono::milliseconds(moved * 1000 / slowest);
    }
};

struct Client {
    TimedStream& stream;
    std::chrono::milliseconds timeout;  // for a piece of a stream
    Pace pace;                          // of a whole answer, from now
    bool head_only = false;             // it sent HEAD: no bodies
};

// A whole answer. False: the connection ends, because the client is gone or `keep_alive` is false.
[[nodiscard]] bool write_response(const Client& client, Response response, bool keep_alive, const Yield& yield);

// "100 Continue": the client may send the body that it announced (RFC 9110 10.1.1).
void write_continue(const Client& client, const Yield& yield);

// An answer in chunks: head, pieces by way of the sink, end. The connection ends after it.
[[nodiscard]] bool write_stream_head(const Client& client, const Stream& stream, const Yield& yield);  // false: the client is gone
void write_stream_end(const Client& client, const Yield& yield);

// For the producer's thread: writes through the connection's own thread and waits for it, so that time limits hold.
[[nodiscard]] std::unique_ptr<StreamSink> chunk_sink(const Client& client);

}  // namespace kireise::net
