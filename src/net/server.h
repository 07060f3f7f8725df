#pragma once
// HTTP/1.1 server. Connections live as fibers on one thread; handlers run on a pool of workers and may block, producers of streams on
// threads of their own. Inside: server.cc accepts and stops, connection.cc reads requests, answer_writing.cc writes answers.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "net/http.h"
#include "net/origin.h"

namespace kireise::net {

// How many bytes of body may follow this head (a Request whose body is still empty).
using BodyLimit = std::function<std::size_t(const Request& head)>;

// One request and how it was answered.
struct Exchange {
    const Request* request = nullptr;       // nullptr when it could not be read
    int status = 0;                         // 408, never sent: it came too slowly
    std::size_t bytes = 0;                  // of the answer's body
    std::chrono::microseconds duration{0};  // from the end of its header until the system took the last byte of the answer
    bool streamed = false;
};

// Those two are called on the thread of the connections: they must be quick.
struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;                                                                        // 0: any free one
    BodyLimit body_limit = [](const Request& /*head*/) -> std::size_t { return 1U << 20U; };          // more is answered 413
    std::function<void(const Exchange& exchange)> on_exchange = [](const Exchange& /*exchange*/) {};  // after each answer
    std::vector<Network> proxies;                     // whose X-Forwarded-For, -Proto and -Host are believed
    std::chrono::milliseconds header_timeout{10000};  // for a header to come as a whole (it may have 16 KiB: 431)
    std::chrono::milliseconds idle_timeout{30000};    // between two requests, and for a piece of a stream to be taken
    std::chrono::milliseconds stop_timeout{20000};    // for what runs when stop() is called; then its connections are closed
    std::size_t slowest = 4096;              // bytes a second that a body comes and an answer is taken at least, after the header_timeout
    unsigned workers = 16;                   // handlers at once: enough that those who wait for the disk share a flush
    unsigned streams = 64;                   // at once; more are answered 503
    unsigned connections = 1024;             // at once; more are closed
    unsigned connections_per_address = 256;  // the same; proxies have no such limit
    Random random = system_random();         // for the ids of requests
};

struct ServerLoad {
    std::size_t connections = 0;  // open
    std::size_t streams = 0;      // being written
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
    [[nodiscard]] ServerLoad load() const;  // from any thread
    void run();                             // until stop(); call once
    // From any thread. Nothing new is begun; requests and streams that run are finished, at the latest after stop_timeout their
    // connections are closed; when their handlers have returned, run() returns.
    void stop();

   private:
    class Implementation;
    explicit Server(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

// "HOST:PORT" or "[IPv6]:PORT" into settings; invalid with an example otherwise.
[[nodiscard]] Result<ServerSettings> parse_listen(std::string_view text);

}  // namespace kireise::net
