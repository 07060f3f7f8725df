#include "net/connection.h"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>

#include "net/answer_writing.h"
#include "net/request_conversion.h"

namespace kireise::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::uint32_t header_limit = 16U << 10U;  // bytes

// Runs `work` on the pool and lets the fiber wait for it.
template <class Work>
void on_pool(asio::thread_pool& pool, const Yield& yield, Work work) {
    asio::async_initiate<const Yield, void()>(
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

Result<Request> to_request(http::request<http::string_body>&& message) {
    Headers headers;
    for (const auto& field : message) headers.emplace_back(field.name_string(), field.value());
    return make_request(message.method_string(), message.target(), std::move(headers), std::move(message.body()));
}

class Connection {
   public:
    Connection(ServerState& state, Socket&& socket, const Yield& yield) : state_(state), stream_(std::move(socket)), yield_(yield) {}

    void run() {
        beast::error_code code;
        stream_.socket().set_option(asio::ip::tcp::no_delay(true), code);
        bool keep_alive = true;
        while (keep_alive && !state_.stopping) keep_alive = answer_one();
        stream_.socket().shutdown(Socket::shutdown_send, code);
    }

   private:
    using Parser = http::request_parser<http::string_body>;

    // All of these: false when the connection ends.
    bool answer_one() {
        Parser parser;
        parser.header_limit(header_limit);
        parser.body_limit(state_.settings.body_limit);
        if (const auto code = read(parser)) return refuse_unreadable(code);
        auto message = parser.release();
        const bool keep_alive = message.keep_alive();
        const bool head_only = message.method() == http::verb::head;
        const auto request = to_request(std::move(message));
        if (!request) return refuse(400, request.error().message + "\n");
        std::optional<Outcome> outcome;
        on_pool(state_.workers, yield_, [&] { outcome = handle(*request); });
        if (const auto* stream = std::get_if<Stream>(&*outcome)) return answer(*stream, head_only);
        return write_response(client(head_only), std::get<Response>(*std::move(outcome)), keep_alive, yield_);
    }

    beast::error_code read(Parser& parser) {
        beast::error_code code;
        stream_.expires_after(state_.settings.idle_timeout);
        state_.waiting.insert(&stream_);
        http::async_read_header(stream_, buffer_, parser, yield_[code]);
        state_.waiting.erase(&stream_);
        if (!code) http::async_read(stream_, buffer_, parser, yield_[code]);
        return code;
    }

    Outcome handle(const Request& request) const {
        try {
            return state_.handler(request);
        } catch (const std::exception& problem) {
            spdlog::error("a handler failed: {}", problem.what());
            return text_response(500, "Internal error. The incident was logged.\n");
        }
    }

    bool answer(const Stream& stream, bool head_only) {
        if (state_.streams >= state_.settings.streams) return refuse(503, "Too many open answers; please try again.\n");
        ++state_.streams;
        const auto to = client(head_only);
        if (write_stream_head(to, stream, yield_) && !head_only) {
            on_pool(state_.producers, yield_, [&] { produce(stream, *chunk_sink(to)); });
            write_stream_end(to, yield_);
        }
        --state_.streams;
        return false;
    }

    static void produce(const Stream& stream, StreamSink& sink) {
        try {
            stream.produce(sink);
        } catch (const std::exception& problem) {
            spdlog::error("a stream failed: {}", problem.what());
        }
    }

    bool refuse_unreadable(beast::error_code code) {
        if (code == http::error::body_limit) {
            return refuse(413, fmt::format("The request is larger than {} bytes.\n", state_.settings.body_limit));
        }
        if (code == http::error::header_limit) return refuse(431, "The request's header is too large.\n");
        const bool is_http = code.category() == http::make_error_code(http::error::bad_method).category();
        const bool cut_off = code == http::error::end_of_stream || code == http::error::partial_message;
        return is_http && !cut_off && refuse(400, "This is not a valid HTTP request.\n");
    }

    bool refuse(int status, std::string sentence) {
        return write_response(client(false), text_response(status, std::move(sentence)), false, yield_);
    }

    Client client(bool head_only) { return {stream_, state_.settings.idle_timeout, head_only}; }

    ServerState& state_;
    TimedStream stream_;
    const Yield& yield_;
    beast::flat_buffer buffer_;
};

}  // namespace

void converse(ServerState& state, Socket&& socket, const Yield& yield) { Connection(state, std::move(socket), yield).run(); }

void end_waiting(ServerState& state) {
    for (auto* stream : state.waiting) stream->cancel();
}

}  // namespace kireise::net
