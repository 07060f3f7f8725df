#pragma once
// For the server files of this room only: what the connections of one server share. Settings and handler do not change; the rest is
// only touched on the thread that runs the connections.

#include <cstddef>
#include <set>

#include "net/asio_names.h"
#include "net/server.h"

namespace kireise::net {

struct ServerState {
    const ServerSettings settings;
    const Handler handler;
    boost::asio::thread_pool& workers;    // run handlers
    boost::asio::thread_pool& producers;  // run the producers of streams, a thread for each

    std::set<TimedStream*> waiting;  // connections between two requests
    std::size_t connections = 0;     // open now
    std::size_t streams = 0;         // being written now
    bool stopping = false;           // what runs is finished, nothing new begun
};

}  // namespace kireise::net
