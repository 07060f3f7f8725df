#pragma once
// For the server files of this room only: one connection, request after request (HTTP/1.1 without pipelining).

#include <string>

#include "net/asio_names.h"
#include "net/server_state.h"

namespace kireise::net {

// `address` is the other end's. Reads requests, lets the handler answer them on the workers, writes the answers. Returns when either side
// ends the connection: the client, a time limit, something unreadable (answered 400, 413 or 431), a stream (it has no other end), or a
// stopping server.
void converse(ServerState& state, Socket&& socket, std::string address, const Yield& yield);

// Ends the connections that wait for a request.
void end_waiting(ServerState& state);

// Closes all connections, whatever they do.
void end_all(ServerState& state);

}  // namespace kireise::net
