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
constexpr std::size_t piece_size = 4096;
constexpr std::size_t most_read_away = 16U << 20U;
constexpr std::chrono::seconds linger{2};

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

using Clock = std::chrono::steady_clock;
using Parser = http::request_parser<http::string_body>;

Result<Request> head_of(const Parser& parser) {
    const auto& message = parser.get();
    Headers headers;
    for (const auto& field : message) headers.emplace_back(field.name_string(), field.value());
    return make_request(message.method_string(), message.target(), std::move(headers), {});
}

bool expects_continue(const Parser& parser) {
    return !parser.is_done() && parser.get().version() == 11 && beast::iequals(parser.get()[http::field::expect], "100-continue");
}

std::string too_large(std::size_t limit) {
    const auto kilobytes = limit >> 10U;
    return fmt::format("Das ist zu groß: hier sind höchstens {} KB erlaubt. / The request is larger than {} KB.\n", kilobytes, kilobytes);
}

class Connection {
   public:
    Connection(ServerState& state, Socket&& socket, std::string address, const Yield& yield)
        : state_(state), stream_(std::move(socket)), address_(std::move(address)), yield_(yield) {
        state_.open.insert(&stream_);
    }
    ~Connection() { state_.open.erase(&stream_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void run() {
        beast::error_code code;
        stream_.socket().set_option(asio::ip::tcp::no_delay(true), code);
        bool keep_alive = wait(state_.settings.header_timeout);
        while (keep_alive) keep_alive = answer_one() && wait(state_.settings.idle_timeout);
        stream_.socket().shutdown(Socket::shutdown_send, code);
        if (unread_) read_away();
    }

   private:
    // All of these: false when the connection ends.
    bool wait(std::chrono::milliseconds patience) {
        if (state_.stopping) return false;
        if (buffer_.size() != 0) return true;
        beast::error_code code;
        stream_.expires_after(patience);
        state_.waiting.insert(&stream_);
        const auto count = stream_.async_read_some(buffer_.prepare(piece_size), yield_[code]);
        state_.waiting.erase(&stream_);
        buffer_.commit(count);
        return !code;
    }

    bool answer_one() {
        Parser parser;
        parser.header_limit(header_limit);
        parser.body_limit(boost::none);  // known after the header
        beast::error_code code;
        stream_.expires_after(state_.settings.header_timeout);
        http::async_read_header(stream_, buffer_, parser, yield_[code]);
        if (code) return refuse_unreadable(code);
        begun_ = Clock::now();
        auto request = head_of(parser);
        if (!request) return refuse(nullptr, 400, request.error().message + "\n");
        request->id = fmt::format("{}-{:x}", state_.id_prefix, ++state_.requests);
        take_origin(*request, address_, state_.settings.proxies);
        return read_body(parser, *request) && answer(*request, parser);
    }

    bool read_body(Parser& parser, Request& request) {
        const auto limit = state_.settings.body_limit(request);
        if (parser.content_length().value_or(0) > limit) return refuse(&request, 413, too_large(limit));
        parser.body_limit(limit);
        beast::error_code code;
        if (expects_continue(parser)) write_continue(client(false), yield_);
        const auto pace = this->pace();
        for (std::size_t got = 0; !parser.is_done() && !code;) {
            stream_.expires_at(pace.deadline(got));
            got += http::async_read_some(stream_, buffer_, parser, yield_[code]);
        }
        if (code == http::error::body_limit) return refuse(&request, 413, too_large(limit));
        if (code) return refuse_unreadable(code);
        request.body = std::move(parser.get().body());
        return true;
    }

    bool answer(const Request& request, const Parser& parser) {
        const bool head_only = parser.get().method() == http::verb::head;
        std::optional<Outcome> outcome;
        on_pool(state_.workers, yield_, [&] { outcome = handle(request); });
        if (const auto* stream = std::get_if<Stream>(&*outcome)) return answer(request, *stream, head_only);
        auto& response = std::get<Response>(*outcome);
        const int status = response.status;
        const auto size = head_only ? 0 : response.body.size();
        const bool go_on = write_response(client(head_only), std::move(response), parser.get().keep_alive(), yield_);
        tell({.request = &request, .status = status, .bytes = size});
        return go_on;
    }

    Outcome handle(const Request& request) const {
        try {
            return state_.handler(request);
        } catch (const std::exception& problem) {
            spdlog::error("{}: a handler failed: {}", request.id, problem.what());
            return text_response(500, "Internal error. The incident was logged: " + request.id + "\n");
        }
    }

    bool answer(const Request& request, const Stream& stream, bool head_only) {
        if (state_.streams >= state_.settings.streams) return refuse(&request, 503, "Too many open answers; please try again.\n");
        ++state_.streams;
        const auto to = client(head_only);
        std::size_t bytes = 0;
        if (write_stream_head(to, stream, yield_) && !head_only) {
            on_pool(state_.producers, yield_, [&] { bytes = produce(stream, *chunk_sink(to)); });
            write_stream_end(to, yield_);
        }
        --state_.streams;
        tell({.request = &request, .status = 200, .bytes = bytes, .streamed = true});
        return false;
    }

    // The sink's bytes.
    static std::size_t produce(const Stream& stream, StreamSink& sink) {
        class Counting : public StreamSink {
           public:
            explicit Counting(StreamSink& to) : to_(to) {}
            bool write(std::string_view piece) override {
                bytes += piece.size();
                return to_.write(piece);
            }
            std::size_t bytes = 0;

           private:
            StreamSink& to_;
        } counting(sink);
        try {
            stream.produce(counting);
        } catch (const std::exception& problem) {
            spdlog::error("a stream failed: {}", problem.what());
        }
        return counting.bytes;
    }

    bool refuse_unreadable(beast::error_code code) {
        begun_ = Clock::now();
        if (code == http::error::header_limit) return refuse(nullptr, 431, "The request's header is too large.\n");
        if (code == beast::error::timeout) tell({.status = 408});  // the connection is closed already
        const bool is_http = code.category() == http::make_error_code(http::error::bad_method).category();
        const bool cut_off = code == http::error::end_of_stream || code == http::error::partial_message;
        return is_http && !cut_off && refuse(nullptr, 400, "This is not a valid HTTP request.\n");
    }

    bool refuse(const Request* request, int status, std::string sentence) {
        const auto size = sentence.size();
        unread_ = true;
        (void)write_response(client(false), text_response(status, std::move(sentence)), false, yield_);
        tell({.request = request, .status = status, .bytes = size});
        return false;
    }

    // A connection that is closed while the client still sends is reset, and the client may lose our answer.
    void read_away() {
        beast::error_code code;
        stream_.expires_after(linger);
        for (std::size_t rest = most_read_away; !code && rest > piece_size;) {
            buffer_.clear();
            rest -= stream_.async_read_some(buffer_.prepare(piece_size), yield_[code]);
        }
    }

    void tell(Exchange exchange) const {
        exchange.duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun_);
        state_.settings.on_exchange(exchange);
    }

    Pace pace() const { return {Clock::now(), state_.settings.header_timeout, state_.settings.slowest}; }
    Client client(bool head_only) { return {stream_, state_.settings.idle_timeout, pace(), head_only}; }

    ServerState& state_;
    TimedStream stream_;
    const std::string address_;
    const Yield& yield_;
    beast::flat_buffer buffer_;
    Clock::time_point begun_;
    bool unread_ = false;
};

}  // namespace

void converse(ServerState& state, Socket&& socket, std::string address, const Yield& yield) {
    Connection(state, std::move(socket), std::move(address), yield).run();
}

void end_waiting(ServerState& state) {
    for (auto* stream : state.waiting) stream->cancel();
}

void end_all(ServerState& state) {
    for (auto* stream : state.open) stream->close();
}

}  // namespace kireise::net
