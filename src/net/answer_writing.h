#pragma once
// For the server files of this room only: answers onto a connection. Each write ends after `timeout` when the client does not take it.

#include <chrono>
#include <memory>

#include "net/asio_names.h"
#include "net/http.h"

namespace kireise::net {

struct Client {
    TimedStream& stream;
    std::chrono::seconds timeout;
    bool head_only = false;  // it sent HEAD: no bodies
};

// A whole answer. False: the connection ends, because the client is gone or `keep_alive` is false.
[[nodiscard]] bool write_response(const Client& client, Response response, bool keep_alive, const Yield& yield);

// An answer in chunks: head, pieces by way of the sink, end. The connection ends after it.
[[nodiscard]] bool write_stream_head(const Client& client, const Stream& stream, const Yield& yield);  // false: the client is gone
void write_stream_end(const Client& client, const Yield& yield);

// For the producer's thread: writes through the connection's own thread and waits for it, so that time limits hold.
[[nodiscard]] std::unique_ptr<StreamSink> chunk_sink(const Client& client);

}  // namespace kireise::net
