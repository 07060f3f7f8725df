#pragma once
// For the server files of this room only: what the connections of one server share. Settings and handler do not change; the rest is
// only touched on the thread that runs the connections.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "net/asio_names.h"
#include "net/server.h"

namespace kireise::net {

struct ServerState {
    const ServerSettings settings;
    const Handler handler;
    boost::asio::thread_pool& workers;    // run handlers
    boost::asio::thread_pool& producers;  // run the producers of streams, a thread for each

    std::set<TimedStream*> open;                                 // all connections
    std::set<TimedStream*> waiting;                              // those between two requests
    std::map<std::string, std::size_t, std::less<>> by_address;  // open connections
    std::atomic<std::size_t> connections = 0;                    // open now; read by others too
    std::atomic<std::size_t> streams = 0;                        // being written now; the same
    std::uint64_t requests = 0;                                  // so far
    std::string id_prefix;                                       // of the ids of requests, new with every start
    bool stopping = false;                                       // what runs is finished, nothing new begun
};

}  // namespace kireise::net
