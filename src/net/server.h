#pragma once
// HTTP/1.1 server. Connections live as fibers on one thread; handlers run on a pool of workers and may block.
// Limits: header 16 KiB, body as set, a slow client is cut off after `idle_timeout` without progress.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "net/http.h"

namespace kireise::net {

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: any free one
    std::size_t body_limit = 8U << 20U;
    std::chrono::seconds idle_timeout{30};
    unsigned workers = 4;
    unsigned streams = 64;        // at once; more are answered 503
    unsigned connections = 1024;  // at once; more are closed
};

class Server {
   public:
    // Binds at once, so that port() is known. unavailable when the address is taken.
    [[nodiscard]] static Result<std::unique_ptr<Server>> listen(const ServerSettings& settings, Handler handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    void run();   // until stop(); call once
    void stop();  // from any thread or a signal-watching one: finishes running handlers, then run() returns

   private:
    class Implementation;
    explicit Server(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

// "HOST:PORT" or "[IPv6]:PORT" into settings; invalid with an example otherwise.
[[nodiscard]] Result<ServerSettings> parse_listen(std::string_view text);

}  // namespace kireise::net
