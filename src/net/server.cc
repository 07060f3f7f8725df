#include "net/server.h"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <charconv>

#include "base/text.h"
#include "net/connection.h"
#include "net/server_state.h"

namespace kireise::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr std::chrono::milliseconds pause_after_failure(50);

void log_end(const std::exception_ptr& problem, const char* what) {
    if (problem) spdlog::error("{} ended with an exception", what);
}

}  // namespace

class Server::Implementation {
   public:
    Implementation(const ServerSettings& settings, Handler handler)
        : state_{settings, std::move(handler), workers_, producers_},
          acceptor_(context_),
          deadline_(context_),
          workers_(settings.workers),
          producers_(settings.streams) {
        std::array<std::byte, 4> prefix{};
        settings.random(prefix);
        state_.id_prefix = to_hex(prefix);
    }

    Result<> bind() {
        ErrorCode code;
        const auto& settings = state_.settings;
        const auto address = asio::ip::make_address(settings.address, code);
        if (code)
            return fail(ErrorKind::invalid,
                        fmt::format("\"{}\" is not an IP address to listen on; for example 127.0.0.1.", settings.address));
        const tcp::endpoint endpoint(address, settings.port);
        acceptor_.open(endpoint.protocol(), code);
        if (!code) acceptor_.set_option(asio::socket_base::reuse_address(true), code);
        if (!code) acceptor_.bind(endpoint, code);
        if (!code) acceptor_.listen(asio::socket_base::max_listen_connections, code);
        if (code) {
            return fail(ErrorKind::unavailable, fmt::format("Cannot listen on {}:{}: {}. Choose another one with --listen ADDRESS:PORT.",
                                                            settings.address, settings.port, code.message()));
        }
        return {};
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void run() {
        asio::spawn(
            context_, [this](const Yield& yield) { accept(yield); },
            [](const std::exception_ptr& problem) { log_end(problem, "accepting connections"); });
        context_.run();
        workers_.join();
        producers_.join();
    }

    ServerLoad load() const { return {state_.connections, state_.streams}; }

    void stop() {
        asio::post(context_, [this] {
            state_.stopping = true;
            ErrorCode code;
            acceptor_.close(code);
            end_waiting(state_);
            if (state_.connections == 0) return;
            deadline_.expires_after(state_.settings.stop_timeout);
            deadline_.async_wait([this](ErrorCode ended_early) {
                if (!ended_early) end_all(state_);
            });
        });
    }

   private:
    void accept(const Yield& yield) {
        while (!state_.stopping) {
            ErrorCode code;
            tcp::socket socket(context_);
            acceptor_.async_accept(socket, yield[code]);
            if (code) pause(yield);  // out of file descriptors, say: no busy loop
            else begin_if_welcome(std::move(socket));
        }
    }

    // Whoever may not come in is closed.
    void begin_if_welcome(tcp::socket socket) {
        ErrorCode code;
        const auto other_end = socket.remote_endpoint(code);
        if (code) return;
        auto address = plain_address(other_end.address().to_string());
        const auto& settings = state_.settings;
        const bool is_proxy = std::ranges::any_of(settings.proxies, [&](const Network& one) { return one.contains(address); });
        const auto known = state_.by_address.find(address);
        const bool too_many = !is_proxy && known != state_.by_address.end() && known->second >= settings.connections_per_address;
        if (!too_many && state_.connections < settings.connections) begin(std::move(socket), std::move(address));
    }

    void begin(tcp::socket socket, std::string address) {
        ++state_.connections;
        ++state_.by_address[address];
        asio::spawn(
            context_,
            [this, socket = std::move(socket), address](const Yield& yield) mutable {
                converse(state_, std::move(socket), std::move(address), yield);
            },
            [this, address](const std::exception_ptr& problem) {
                ended(address);
                log_end(problem, "a connection");
            });
    }

    void ended(const std::string& address) {
        const auto one = state_.by_address.find(address);
        if (--one->second == 0) state_.by_address.erase(one);
        if (--state_.connections == 0 && state_.stopping) deadline_.cancel();
    }

    void pause(const Yield& yield) {
        ErrorCode code;
        asio::steady_timer timer(context_, pause_after_failure);
        timer.async_wait(yield[code]);
    }

    // In this order: the pools end before the context that their tasks report to, the context before the state of its connections.
    ServerState state_;
    asio::io_context context_{1};
    tcp::acceptor acceptor_;
    asio::steady_timer deadline_;  // of what still runs after stop()
    asio::thread_pool workers_;
    asio::thread_pool producers_;
};

Server::Server(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(const ServerSettings& settings, Handler handler) {
    auto implementation = std::make_unique<Implementation>(settings, std::move(handler));
    TRY(implementation->bind());
    return std::unique_ptr<Server>(new Server(std::move(implementation)));
}

std::uint16_t Server::port() const { return implementation_->port(); }
ServerLoad Server::load() const { return implementation_->load(); }
void Server::run() { implementation_->run(); }
void Server::stop() { implementation_->stop(); }

Result<ServerSettings> parse_listen(std::string_view text) {
    const auto colon = text.rfind(':');
    ServerSettings settings;
    const auto port = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    const auto [end, code] = std::from_chars(port.data(), port.data() + port.size(), settings.port);
    auto host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    if (port.empty() || code != std::errc{} || end != port.data() + port.size() || host.empty()) {
        return fail(ErrorKind::invalid, fmt::format("\"{}\" is not ADDRESS:PORT; for example 127.0.0.1:8080.", text));
    }
    settings.address = host;
    return settings;
}

}  // namespace kireise::net
