#pragma once
// HTTP/1.1 server. Connections live as fibers on one thread; handlers run on a pool of workers and may block, producers of streams on
// threads of their own. Inside: server.cc accepts and stops, connection.cc reads requests, answer_writing.cc writes answers.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "net/http.h"

namespace kireise::net {

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;              // 0: any free one
    std::size_t body_limit = 8U << 20U;     // bytes; more are answered 413 (the header may have 16 KiB: 431)
    std::chrono::seconds idle_timeout{30};  // for a whole request to come, and for an answer or a piece of a stream to be taken
    unsigned workers = 4;                   // handlers at once
    unsigned streams = 64;                  // at once; more are answered 503
    unsigned connections = 1024;            // at once; more are closed
};

class Server {
   public:
    // Binds at once, so that port() is known. invalid for what is no IP address, unavailable when it is taken.
    // The handler is called from several threads at once. What it throws is logged and answered 500.
    [[nodiscard]] static Result<std::unique_ptr<Server>> listen(const ServerSettings& settings, Handler handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    void run();   // until stop(); call once
    void stop();  // from any thread: nothing new is begun, requests and streams that run are finished, then run() returns

   private:
    class Implementation;
    explicit Server(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

// "HOST:PORT" or "[IPv6]:PORT" into settings; invalid with an example otherwise.
[[nodiscard]] Result<ServerSettings> parse_listen(std::string_view text);

}  // namespace kireise::net
