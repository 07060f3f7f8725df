#include "net/answer_writing.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <future>

namespace kireise::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

// A line break in a value would begin another header.
std::string one_line(std::string value) {
    std::ranges::replace_if(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
    return value;
}

template <class Body>
void set_head(http::response<Body>& message, int status, const std::string& content_type, const Headers& headers, bool keep_alive) {
    message.result(static_cast<unsigned>(status));
    message.version(11);
    if (!content_type.empty()) message.set(http::field::content_type, one_line(content_type));
    for (const auto& [name, value] : headers) message.insert(name, one_line(value));
    message.keep_alive(keep_alive);
}

class ChunkSink final : public StreamSink {
   public:
    explicit ChunkSink(const Client& client) : client_(client) {}

    bool write(std::string_view piece) override {
        if (broken_ || piece.empty()) return !broken_;
        std::promise<bool> written;
        asio::post(client_.stream.get_executor(), [&] {
            client_.stream.expires_after(client_.timeout);
            asio::async_write(client_.stream, http::make_chunk(asio::const_buffer(piece.data(), piece.size())),
                              [&](beast::error_code code, std::size_t) { written.set_value(!code); });
        });
        broken_ = !written.get_future().get();
        return !broken_;
    }

   private:
    Client client_;
    bool broken_ = false;
};

}  // namespace

bool write_response(const Client& client, Response response, bool keep_alive, const Yield& yield) {
    http::response<http::string_body> message;
    set_head(message, response.status, response.content_type, response.headers, keep_alive);
    const auto length = response.body.size();
    if (!client.head_only) message.body() = std::move(response.body);
    message.content_length(length);
    http::response_serializer<http::string_body> serializer(message);
    serializer.split(client.head_only);
    beast::error_code code;
    client.stream.expires_at(client.pace.deadline(0));
    if (client.head_only) http::async_write_header(client.stream, serializer, yield[code]);
    for (std::size_t sent = 0; !client.head_only && !code && !serializer.is_done();) {
        client.stream.expires_at(client.pace.deadline(sent));
        sent += http::async_write_some(client.stream, serializer, yield[code]);
    }
    return !code && keep_alive;
}

void write_continue(const Client& client, const Yield& yield) {
    static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    beast::error_code code;
    client.stream.expires_at(client.pace.deadline(0));
    asio::async_write(client.stream, asio::const_buffer(line.data(), line.size()), yield[code]);
}

bool write_stream_head(const Client& client, const Stream& stream, const Yield& yield) {
    http::response<http::empty_body> head;
    set_head(head, 200, stream.content_type, stream.headers, false);
    head.chunked(true);
    http::response_serializer<http::empty_body> serializer(head);
    beast::error_code code;
    client.stream.expires_after(client.timeout);
    http::async_write_header(client.stream, serializer, yield[code]);
    return !code;
}

void write_stream_end(const Client& client, const Yield& yield) {
    beast::error_code code;
    client.stream.expires_after(client.timeout);
    asio::async_write(client.stream, http::make_chunk_last(), yield[code]);
}

std::unique_ptr<StreamSink> chunk_sink(const Client& client) { return std::make_unique<ChunkSink>(client); }

}  // namespace kireise::net
