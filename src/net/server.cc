#include "net/server.h"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <future>
#include <set>

#include "base/text.h"
#include "net/form.h"

namespace kireise::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::uint32_t header_limit = 16U << 10U;

Result<Request> to_request(http::request<http::string_body>&& message) {
    Request request;
    switch (message.method()) {
        case http::verb::get: request.method = Method::get; break;
        case http::verb::head: request.method = Method::head; break;
        case http::verb::post: request.method = Method::post; break;
        case http::verb::put: request.method = Method::put; break;
        case http::verb::delete_: request.method = Method::del; break;
        default: return fail(ErrorKind::invalid, "This method is not supported.");
    }
    const std::string_view target(message.target().data(), message.target().size());
    const auto at = target.find('?');
    request.path = TRY(percent_decode(target.substr(0, at)));
    if (!request.path.starts_with('/')) return fail(ErrorKind::invalid, "The address does not start with a slash.");
    if (at != std::string_view::npos) request.query = TRY(parse_urlencoded(target.substr(at + 1)));
    for (const auto& field : message) request.headers.emplace_back(lower_ascii(field.name_string()), field.value());
    request.body = std::move(message.body());
    return request;
}

template <class Message>
void set_common(Message& message, int status, const std::string& content_type, const Headers& headers, bool keep_alive) {
    message.result(static_cast<unsigned>(status));
    message.version(11);
    if (!content_type.empty()) message.set(http::field::content_type, content_type);
    for (const auto& [name, value] : headers) message.insert(name, value);
    message.keep_alive(keep_alive);
}

// Runs `work` on the pool and lets the fiber wait for it.
template <class Work>
void on_pool(asio::thread_pool& pool, const asio::yield_context& yield, Work work) {
    asio::async_initiate<const asio::yield_context, void()>(
        [&pool](auto handler, Work task) {
            const auto executor = asio::get_associated_executor(handler);
            // The guard keeps the server's loop running until the fiber has been told.
            asio::post(pool, [handler = std::move(handler), task = std::move(task), guard = asio::make_work_guard(executor)]() mutable {
                task();
                asio::post(guard.get_executor(), std::move(handler));
            });
        },
        yield, std::move(work));
}

// Writes pieces from a producer's thread through the connection's executor, so that time limits hold.
class ChunkSink final : public StreamSink {
   public:
    ChunkSink(beast::tcp_stream& stream, std::chrono::seconds timeout) : stream_(stream), timeout_(timeout) {}

    bool write(std::string_view piece) override {
        if (broken_ || piece.empty()) return !broken_;
        std::promise<bool> written;
        asio::post(stream_.get_executor(), [&] {
            stream_.expires_after(timeout_);
            asio::async_write(stream_, http::make_chunk(asio::const_buffer(piece.data(), piece.size())),
                              [&](beast::error_code code, std::size_t) { written.set_value(!code); });
        });
        broken_ = !written.get_future().get();
        return !broken_;
    }

   private:
    beast::tcp_stream& stream_;
    std::chrono::seconds timeout_;
    bool broken_ = false;
};

}  // namespace

class Server::Implementation {
   public:
    Implementation(const ServerSettings& settings, Handler handler)
        : settings_(settings), handler_(std::move(handler)), acceptor_(context_), workers_(settings.workers), producers_(settings.streams) {}

    Result<> bind() {
        beast::error_code code;
        const auto address = asio::ip::make_address(settings_.address, code);
        if (code) return fail(ErrorKind::invalid, fmt::format("\"{}\" is not an IP address to listen on; for example 127.0.0.1.", settings_.address));
        const tcp::endpoint endpoint(address, settings_.port);
        acceptor_.open(endpoint.protocol(), code);
        if (!code) acceptor_.set_option(asio::socket_base::reuse_address(true), code);
        if (!code) acceptor_.bind(endpoint, code);
        if (!code) acceptor_.listen(asio::socket_base::max_listen_connections, code);
        if (code) {
            return fail(ErrorKind::unavailable, fmt::format("Cannot listen on {}:{}: {}. Choose another one with --listen ADDRESS:PORT.",
                                                            settings_.address, settings_.port, code.message()));
        }
        return {};
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void run() {
        asio::spawn(context_, [this](asio::yield_context yield) { accept(yield); }, [](const std::exception_ptr&) {});
        context_.run();
        workers_.join();
        producers_.join();
    }

    void stop() {
        asio::post(context_, [this] {
            stopping_ = true;
            beast::error_code code;
            acceptor_.close(code);
            for (auto* idle : idle_) idle->cancel();
        });
    }

   private:
    void accept(asio::yield_context yield) {
        while (!stopping_) {
            beast::error_code code;
            tcp::socket socket(context_);
            acceptor_.async_accept(socket, yield[code]);
            if (code) pause(yield);  // out of file descriptors, say: no busy loop
            if (code || open_ >= settings_.connections) continue;
            ++open_;
            asio::spawn(
                context_, [this, stream = beast::tcp_stream(std::move(socket))](asio::yield_context y) mutable { converse(stream, y); },
                [this](const std::exception_ptr& problem) {
                    --open_;
                    if (problem) spdlog::error("a connection ended with an exception");
                });
        }
    }

    void pause(asio::yield_context yield) {
        beast::error_code code;
        asio::steady_timer timer(context_, std::chrono::milliseconds(50));
        timer.async_wait(yield[code]);
    }

    void converse(beast::tcp_stream& stream, asio::yield_context yield) {
        beast::flat_buffer buffer;
        stream.socket().set_option(tcp::no_delay(true));
        bool keep_alive = true;
        while (keep_alive && !stopping_) keep_alive = answer_one(stream, buffer, yield);
        beast::error_code code;
        stream.socket().shutdown(tcp::socket::shutdown_send, code);
    }

    // False: the connection ends.
    bool answer_one(beast::tcp_stream& stream, beast::flat_buffer& buffer, asio::yield_context yield) {
        http::request_parser<http::string_body> parser;
        parser.header_limit(header_limit);
        parser.body_limit(settings_.body_limit);
        beast::error_code code;
        stream.expires_after(settings_.idle_timeout);
        idle_.insert(&stream);
        http::async_read_header(stream, buffer, parser, yield[code]);
        idle_.erase(&stream);
        if (!code) http::async_read(stream, buffer, parser, yield[code]);
        if (code) return refuse_unreadable(stream, code, yield);
        auto message = parser.release();
        const bool keep_alive = message.keep_alive();
        const bool head_only = message.method() == http::verb::head;
        auto request = to_request(std::move(message));
        if (!request) return write(stream, text_response(400, request.error().message + "\n"), false, false, yield);
        std::optional<Outcome> outcome;
        on_pool(workers_, yield, [&] { outcome = handle(*request); });
        if (auto* streamed = std::get_if<Stream>(&*outcome)) return write_stream(stream, *streamed, yield);
        return write(stream, std::get<Response>(*std::move(outcome)), keep_alive, head_only, yield);
    }

    Outcome handle(const Request& request) {
        try {
            return handler_(request);
        } catch (const std::exception& problem) {
            spdlog::error("a handler failed: {}", problem.what());
            return text_response(500, "Internal error. The incident was logged.\n");
        }
    }

    bool refuse_unreadable(beast::tcp_stream& stream, beast::error_code code, asio::yield_context yield) {
        if (code == http::error::body_limit) {
            return write(stream, text_response(413, fmt::format("The request is larger than {} bytes.\n", settings_.body_limit)), false, false, yield);
        }
        if (code == http::error::header_limit) return write(stream, text_response(431, "The request's header is too large.\n"), false, false, yield);
        const bool malformed = code.category() == http::make_error_code(http::error::bad_method).category() && code != http::error::end_of_stream &&
                               code != http::error::partial_message;
        return malformed && write(stream, text_response(400, "This is not a valid HTTP request.\n"), false, false, yield);
    }

    bool write(beast::tcp_stream& stream, Response response, bool keep_alive, bool head_only, asio::yield_context yield) {
        http::response<http::string_body> message;
        set_common(message, response.status, response.content_type, response.headers, keep_alive);
        const auto length = response.body.size();
        if (!head_only) message.body() = std::move(response.body);
        message.content_length(length);
        http::response_serializer<http::string_body> serializer(message);
        serializer.split(head_only);
        beast::error_code code;
        stream.expires_after(settings_.idle_timeout);
        if (head_only) http::async_write_header(stream, serializer, yield[code]);
        else http::async_write(stream, serializer, yield[code]);
        return !code && keep_alive;
    }

    bool write_stream(beast::tcp_stream& stream, const Stream& streamed, asio::yield_context yield) {
        if (streaming_ >= settings_.streams) return write(stream, text_response(503, "Too many open answers; please try again.\n"), false, false, yield);
        ++streaming_;
        http::response<http::empty_body> head;
        set_common(head, 200, streamed.content_type, streamed.headers, false);
        head.chunked(true);
        http::response_serializer<http::empty_body> serializer(head);
        beast::error_code code;
        stream.expires_after(settings_.idle_timeout);
        http::async_write_header(stream, serializer, yield[code]);
        if (!code) {
            on_pool(producers_, yield, [&] { produce(stream, streamed); });
            stream.expires_after(settings_.idle_timeout);
            asio::async_write(stream, http::make_chunk_last(), yield[code]);
        }
        --streaming_;
        return false;
    }

    void produce(beast::tcp_stream& stream, const Stream& streamed) {
        try {
            ChunkSink sink(stream, settings_.idle_timeout);
            streamed.produce(sink);
        } catch (const std::exception& problem) {
            spdlog::error("a stream failed: {}", problem.what());
        }
    }

    ServerSettings settings_;
    Handler handler_;
    asio::io_context context_{1};
    tcp::acceptor acceptor_;
    asio::thread_pool workers_;
    asio::thread_pool producers_;
    std::set<beast::tcp_stream*> idle_;  // waiting for a request; ended at once by stop()
    std::size_t open_ = 0;
    std::size_t streaming_ = 0;
    bool stopping_ = false;  // all four: only touched on the context's thread
};

Server::Server(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(const ServerSettings& settings, Handler handler) {
    auto implementation = std::make_unique<Implementation>(settings, std::move(handler));
    TRY(implementation->bind());
    return std::unique_ptr<Server>(new Server(std::move(implementation)));
}

std::uint16_t Server::port() const { return implementation_->port(); }
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
