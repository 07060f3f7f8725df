#include "net/client.h"

#include <fmt/core.h>

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/url.hpp>

#include "base/text.h"

namespace kireise::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

struct Target {
    std::string host;     // as in the URL: an IPv6 address in brackets
    std::string address;  // the same without brackets
    std::string port;
    std::string path;
};

Result<Target> parse_target(const std::string& url) {
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed || parsed->scheme() != "http" || parsed->host().empty()) {
        return fail(ErrorKind::invalid, fmt::format("\"{}\" is not an address of the form http://host:port/path.", url));
    }
    const auto host_address = std::string(parsed->host_address());
    std::string path(parsed->encoded_path());
    if (path.empty()) path = "/";
    if (parsed->has_query()) path += "?" + std::string(parsed->encoded_query());
    return Target{parsed->host(), host_address, parsed->has_port() ? std::string(parsed->port()) : "80", path};
}

http::request<http::string_body> build(const ClientRequest& request, const Target& target) {
    http::request<http::string_body> out;
    out.method_string(request.method);
    out.target(target.path);
    out.set(http::field::host, target.host + ":" + target.port);
    out.set(http::field::user_agent, "kireise");
    for (const auto& [name, value] : request.headers) out.set(name, value);
    out.body() = request.body;
    out.prepare_payload();
    return out;
}

// The operations are asynchronous, because only those have time limits; each is waited for on the stack of the caller.
class Call {
   public:
    Call(const ClientRequest& request, Target target, const OnPiece& on_piece)
        : request_(request), target_(std::move(target)), on_piece_(on_piece) {}

    Result<ClientResponse> run() {
        beast::error_code code;
        exchange(code);
        if (code) return std::unexpected(describe(code));
        stream_.socket().close(code);
        return std::move(response_);
    }

   private:
    // `start` begins one operation with the handler it is given; returns when that has been called.
    template <class Start>
    void wait(beast::error_code& code, Start start) {
        start([&code](beast::error_code result, auto&&...) { code = result; });
        context_.restart();
        context_.run();
    }

    void exchange(beast::error_code& code) {
        asio::ip::tcp::resolver resolver(context_);
        const auto endpoints = resolver.resolve(target_.address, target_.port, code);
        if (code) return;
        stream_.expires_after(request_.connect_timeout);
        wait(code, [&](auto done) { stream_.async_connect(endpoints, std::move(done)); });
        if (code) return;
        const auto message = build(request_, target_);
        stream_.expires_after(request_.read_timeout);
        wait(code, [&](auto done) { http::async_write(stream_, message, std::move(done)); });
        if (code) return;
        http::response_parser<http::buffer_body> parser;
        parser.body_limit(request_.body_limit);
        stream_.expires_after(request_.read_timeout);
        wait(code, [&](auto done) { http::async_read_header(stream_, buffer_, parser, std::move(done)); });
        if (code) return;
        read_head(parser);
        read_body(parser, code);
    }

    void read_head(const http::response_parser<http::buffer_body>& parser) {
        response_.status = static_cast<int>(parser.get().result_int());
        for (const auto& field : parser.get()) response_.headers.emplace_back(lower_ascii(field.name_string()), field.value());
    }

    void read_body(http::response_parser<http::buffer_body>& parser, beast::error_code& code) {
        const bool streaming = on_piece_ && response_.status / 100 == 2;
        std::array<char, 16384> chunk{};
        while (!parser.is_done()) {
            parser.get().body().data = chunk.data();
            parser.get().body().size = chunk.size();
            stream_.expires_after(request_.read_timeout);
            wait(code, [&](auto done) { http::async_read_some(stream_, buffer_, parser, std::move(done)); });
            if (code == http::error::need_buffer) code = {};
            if (code) return;
            const std::string_view piece(chunk.data(), chunk.size() - parser.get().body().size);
            if (!streaming) response_.body += piece;
            else if (!piece.empty() && !on_piece_(piece)) return;
        }
    }

    [[nodiscard]] Error describe(beast::error_code code) const {
        const auto where = fmt::format("http://{}:{}", target_.host, target_.port);
        if (code == http::error::body_limit)
            return error(ErrorKind::too_large, fmt::format("The answer of {} is larger than {} bytes.", where, request_.body_limit));
        if (code == beast::error::timeout) return error(ErrorKind::unavailable, fmt::format("{} did not answer in time.", where));
        return error(ErrorKind::unavailable, fmt::format("No complete answer from {}: {}.", where, code.message()));
    }

    asio::io_context context_{1};
    beast::tcp_stream stream_{context_};
    beast::flat_buffer buffer_;
    const ClientRequest& request_;
    Target target_;
    const OnPiece& on_piece_;
    ClientResponse response_;
};

}  // namespace

Result<ClientResponse> send_streaming(const ClientRequest& request, const OnPiece& on_piece) {
    auto target = TRY(parse_target(request.url));
    try {
        return Call(request, std::move(target), on_piece).run();
    } catch (const std::exception& problem) {
        return fail(ErrorKind::internal, fmt::format("The request to {} failed: {}.", request.url, problem.what()));
    }
}

Result<ClientResponse> send(const ClientRequest& request) { return send_streaming(request, {}); }

}  // namespace kireise::net
