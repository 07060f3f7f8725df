#pragma once
// HTTP/1.1 client for engines on http:// addresses. Calls block the calling thread, never longer than the time limits; only looking up
// a host name takes as long as the system lets it. A connection for each call.

#include <chrono>
#include <functional>
#include <string>

#include "net/http.h"

namespace kireise::net {

struct ClientRequest {
    std::string method = "GET";
    std::string url;  // http://host:port/path?query
    Headers headers;
    std::string body;
    std::chrono::milliseconds connect_timeout{3000};
    std::chrono::milliseconds read_timeout{60000};  // longest silence between two pieces of the answer
    std::size_t body_limit = 64U << 20U;            // bytes
};

struct ClientResponse {
    int status = 0;
    Headers headers;  // names in lower case
    std::string body;
};

// invalid for what is no http:// address, unavailable when nobody answers in time, too_large over body_limit. Any HTTP status is a success
// of the call.
[[nodiscard]] Result<ClientResponse> send(const ClientRequest& request);

// The body of a 2xx answer goes piece by piece to on_piece (false: stop reading) and stays out of the response; other answers are read
// whole.
using OnPiece = std::function<bool(std::string_view)>;
[[nodiscard]] Result<ClientResponse> send_streaming(const ClientRequest& request, const OnPiece& on_piece);

}  // namespace kireise::net
