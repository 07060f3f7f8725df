#pragma once
// A server on a free loopback port for the tests of this room; stops at the end of its life.

#include <memory>
#include <string>
#include <thread>

#include "net/server.h"

namespace kireise::net {

class RunningServer {
   public:
    explicit RunningServer(Handler handler, ServerSettings settings = {}) {
        settings.port = 0;
        server_ = *Server::listen(settings, std::move(handler));
        thread_ = std::jthread([this] { server_->run(); });
    }
    ~RunningServer() { server_->stop(); }
    std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(server_->port()) + path; }
    Server& server() { return *server_; }

   private:
    std::unique_ptr<Server> server_;
    std::jthread thread_;
};

}  // namespace kireise::net
