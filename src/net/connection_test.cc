#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/running_server_test.h"

namespace kireise::net {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using std::chrono::milliseconds;

// A bare connection to the server on loopback.
class Wire {
   public:
    explicit Wire(std::uint16_t port, const char* own_address = "127.0.0.1") : file_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval patience{.tv_sec = 20, .tv_usec = 0};
        ::setsockopt(file_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const auto own = address(own_address, 0);
        const auto server = address("127.0.0.1", port);
        EXPECT_EQ(::bind(file_, reinterpret_cast<const sockaddr*>(&own), sizeof own), 0);
        EXPECT_EQ(::connect(file_, reinterpret_cast<const sockaddr*>(&server), sizeof server), 0);
    }
    ~Wire() { ::close(file_); }
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    // False: the other side has closed.
    bool send(std::string_view bytes) {
        return ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
    }

    // Until `last` has come or the connection has ended.
    std::string read(std::string_view last = {}) {
        std::string got;
        std::string piece(4096, '\0');
        for (ssize_t count = 0; (last.empty() || !got.ends_with(last)) && (count = ::recv(file_, piece.data(), piece.size(), 0)) > 0;)
            got.append(piece, 0, static_cast<std::size_t>(count));
        return got;
    }

   private:
    static sockaddr_in address(const char* text, std::uint16_t port) {
        sockaddr_in out{};
        out.sin_family = AF_INET;
        out.sin_port = htons(port);
        out.sin_addr.s_addr = inet_addr(text);
        return out;
    }

    int file_;
};

// What the server answers to these bytes until it ends the connection: what no well-behaved client shows.
std::string converse_with(std::uint16_t port, std::string_view sent) {
    Wire wire(port);
    wire.send(sent);
    return wire.read();
}

// Whether it becomes true within 20 s.
template <class Condition>
bool soon(Condition condition) {
    for (int i = 0; i < 400 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return condition();
}

Outcome echo(const Request& request) { return text_response(200, request.path + request.body + "\n"); }

Outcome stream(const Request&) {
    return Stream{.content_type = "text/plain", .headers = {}, .produce = [](StreamSink& sink) {
                      for (const auto* piece : {"eins", "", "zwei und drei"}) (void)sink.write(piece);
                  }};
}

TEST(Connection, AnswersRequestAfterRequest) {
    RunningServer server(echo);
    const auto answer = converse_with(server.server().port(),
                                      "POST /first HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\neins"
                                      "GET /second HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("/firsteins\n"));
    EXPECT_THAT(answer, EndsWith("/second\n"));
}

TEST(Connection, AnswersHeadWithoutABody) {
    RunningServer server([](const Request& request) { return request.path == "/stream" ? stream(request) : echo(request); });
    const auto whole = converse_with(server.server().port(), "HEAD /here HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(whole, HasSubstr("Content-Length: 6\r\n"));
    EXPECT_THAT(whole, EndsWith("\r\n\r\n"));
    EXPECT_THAT(converse_with(server.server().port(), "HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n"), EndsWith("\r\n\r\n"));
}

TEST(Connection, StreamsInChunksAndEnds) {
    RunningServer server(stream);
    const auto answer = converse_with(server.server().port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n4\r\neins\r\nd\r\nzwei und drei\r\n0\r\n\r\n"));
}

TEST(Connection, RefusesWhatIsNotHttp) {
    RunningServer server(echo);
    EXPECT_THAT(converse_with(server.server().port(), "no request\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(converse_with(server.server().port(), "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
}

TEST(Connection, EndsWhenNothingComes) {
    RunningServer server(echo, {.header_timeout = milliseconds(300), .idle_timeout = milliseconds(600)});
    EXPECT_EQ(converse_with(server.server().port(), ""), "");
    EXPECT_EQ(converse_with(server.server().port(), "GET / HT"), "");
    EXPECT_THAT(converse_with(server.server().port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n"), EndsWith("/\n")) << "then idle";
}

TEST(Connection, AsksForTheBodyThatIsAnnounced) {
    RunningServer server(echo, {.body_limit = [](const Request&) -> std::size_t { return 10; }});
    const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: ";
    Wire fits(server.server().port());
    fits.send(head + "4\r\n\r\n");
    EXPECT_EQ(fits.read("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    fits.send("eins");
    EXPECT_THAT(fits.read(), EndsWith("/eins\n"));
    EXPECT_THAT(converse_with(server.server().port(), head + "11\r\n\r\n"), StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(converse_with(server.server().port(),
                              "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "6\r\neins12\r\n6\r\nzwei12\r\n0\r\n\r\n"),
                StartsWith("HTTP/1.1 413 "));
}

TEST(Connection, ClientsThatSendMoreStillReadTheRefusal) {
    RunningServer server(echo);
    const std::string body(4U << 20U, 'x');
    EXPECT_THAT(converse_with(server.server().port(), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4194304\r\n\r\n" + body),
                HasSubstr("höchstens 1024 KB"));
}

TEST(Connection, SlowClientsDoNotKeepOthersOut) {
    RunningServer server(echo, {.header_timeout = milliseconds(3000)});
    const auto port = server.server().port();
    std::vector<std::unique_ptr<Wire>> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(std::make_unique<Wire>(port));
        slow.back()->send(i % 2 == 0 ? "GET / HTTP/1.1\r\nX-Slow: " : "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n");
    }
    for (int round = 0; round < 20; ++round) {
        const auto begun = std::chrono::steady_clock::now();
        EXPECT_THAT(converse_with(port, "GET /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), EndsWith("/quick\n"));
        EXPECT_LT(std::chrono::steady_clock::now() - begun, milliseconds(1000));
        for (const auto& one : slow) one->send("x");  // each a byte: none is idle
        std::this_thread::sleep_for(milliseconds(50));
    }
    EXPECT_TRUE(soon([&] {
        for (const auto& one : slow) one->send("x");
        return server.server().load().connections == 0;
    })) << "a byte now and then does not keep a connection open";
}

TEST(Connection, AnAnswerMustBeTaken) {
    RunningServer server([](const Request&) -> Outcome { return text_response(200, std::string(50U << 20U, 'x')); },
                         {.header_timeout = milliseconds(200), .slowest = 1U << 30U});
    Wire wire(server.server().port());
    wire.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(soon([&] { return server.server().load().connections == 1; }));
    EXPECT_TRUE(soon([&] { return server.server().load().connections == 0; }));
}

TEST(Connection, AnAddressHasSoManyConnections) {
    RunningServer server(echo, {.connections_per_address = 2});
    const auto port = server.server().port();
    Wire first(port), second(port);
    ASSERT_TRUE(soon([&] { return server.server().load().connections == 2; }));
    EXPECT_EQ(converse_with(port, ""), "");
    const std::string request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    Wire elsewhere(port, "127.0.0.2");
    elsewhere.send(request);
    EXPECT_THAT(elsewhere.read(), EndsWith("/\n"));
    first.send(request);
    EXPECT_THAT(first.read(), EndsWith("/\n"));
    EXPECT_TRUE(soon([&] { return server.server().load().connections == 1; }));
    EXPECT_THAT(converse_with(port, request), EndsWith("/\n")) << "a place is free again";
}

TEST(Connection, KnowsWhoAsks) {
    RunningServer server([](const Request& request) { return text_response(200, request.peer + (request.secure ? " secure\n" : "\n")); },
                         {.proxies = {*Network::parse("127.0.0.2")}});
    const std::string request =
        "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.9\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n";
    EXPECT_THAT(converse_with(server.server().port(), request), EndsWith("\r\n\r\n127.0.0.1\n"));
    Wire proxy(server.server().port(), "127.0.0.2");
    proxy.send(request);
    EXPECT_THAT(proxy.read(), EndsWith("\r\n\r\n192.0.2.9 secure\n"));
}

TEST(Connection, TellsEachExchange) {
    std::mutex mutex;
    std::vector<std::string> told;
    {
        RunningServer server([](const Request& request) { return request.path == "/stream" ? stream(request) : echo(request); },
                             {.on_exchange = [&](const Exchange& exchange) {
                                 const std::lock_guard lock(mutex);
                                 told.push_back((exchange.request != nullptr ? exchange.request->path : "?") + " " +
                                                std::to_string(exchange.status) + " " + std::to_string(exchange.bytes));
                             }});
        for (const auto* request : {"GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n",
                                    "no\r\n\r\n", "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n"}) {
            (void)converse_with(server.server().port(), request);
        }
    }
    EXPECT_THAT(told, testing::ElementsAre("/a 200 3", "/stream 200 17", StartsWith("? 400 "), StartsWith("/b 413 ")));
}

TEST(Connection, AStoppingServerEndsStreamsInTheEnd) {
    auto server = *Server::listen({.port = 0, .stop_timeout = milliseconds(300)}, [](const Request&) -> Outcome {
        return Stream{.headers = {}, .produce = [](StreamSink& sink) {
                          while (sink.write("x")) std::this_thread::sleep_for(milliseconds(10));
                      }};
    });
    std::jthread loop([&] { server->run(); });
    Wire wire(server->port());
    wire.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(wire.read("x\r\n"), StartsWith("HTTP/1.1 200 "));
    const auto begun = std::chrono::steady_clock::now();
    server->stop();
    loop.join();
    EXPECT_GE(std::chrono::steady_clock::now() - begun, milliseconds(290));
    EXPECT_LT(std::chrono::steady_clock::now() - begun, milliseconds(5000));
}

TEST(Connection, AStoppingServerEndsThoseThatWait) {
    std::string answer;
    std::jthread client;
    {
        RunningServer server(echo);
        client = std::jthread([&, port = server.server().port()] { answer = converse_with(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); });
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }  // with its idle time of 30 s the server would outlast the test's patience
    client.join();
    EXPECT_THAT(answer, EndsWith("/\n"));
}

}  // namespace
}  // namespace kireise::net
