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

// What the server answers to these bytes until it ends the connection: what no well-behaved client shows.
std::string exchange(std::uint16_t port, std::string_view sent) {
    const int file = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::send(file, sent.data(), sent.size(), MSG_NOSIGNAL), static_cast<ssize_t>(sent.size()));
    std::string answer;
    std::string piece(4096, '\0');
    for (ssize_t count = 0; (count = ::recv(file, piece.data(), piece.size(), 0)) > 0;)
        answer.append(piece, 0, static_cast<std::size_t>(count));
    ::close(file);
    return answer;
}

Outcome echo(const Request& request) { return text_response(200, request.path + request.body + "\n"); }

Outcome stream(const Request&) {
    return Stream{.content_type = "text/plain", .headers = {}, .produce = [](StreamSink& sink) {
                      for (const auto* piece : {"eins", "", "zwei und drei"}) (void)sink.write(piece);
                  }};
}

TEST(Connection, AnswersRequestAfterRequest) {
    RunningServer server(echo);
    const auto answer = exchange(server.server().port(),
                                 "POST /first HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\neins"
                                 "GET /second HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("/firsteins\n"));
    EXPECT_THAT(answer, EndsWith("/second\n"));
}

TEST(Connection, AnswersHeadWithoutABody) {
    RunningServer server([](const Request& request) { return request.path == "/stream" ? stream(request) : echo(request); });
    const auto whole = exchange(server.server().port(), "HEAD /here HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(whole, HasSubstr("Content-Length: 6\r\n"));
    EXPECT_THAT(whole, EndsWith("\r\n\r\n"));
    EXPECT_THAT(exchange(server.server().port(), "HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n"), EndsWith("\r\n\r\n"));
}

TEST(Connection, StreamsInChunksAndEnds) {
    RunningServer server(stream);
    const auto answer = exchange(server.server().port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n4\r\neins\r\nd\r\nzwei und drei\r\n0\r\n\r\n"));
}

TEST(Connection, RefusesWhatIsNotHttp) {
    RunningServer server(echo);
    EXPECT_THAT(exchange(server.server().port(), "no request\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(exchange(server.server().port(), "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
}

TEST(Connection, EndsWhenNothingComes) {
    RunningServer server(echo, {.idle_timeout = std::chrono::seconds(1)});
    EXPECT_EQ(exchange(server.server().port(), "GET / HT"), "");
}

TEST(Connection, AStoppingServerEndsThoseThatWait) {
    std::string answer;
    std::jthread client;
    {
        RunningServer server(echo);
        client = std::jthread([&, port = server.server().port()] { answer = exchange(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); });
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }  // with its idle time of 30 s the server would outlast the test's patience
    client.join();
    EXPECT_THAT(answer, EndsWith("/\n"));
}

}  // namespace
}  // namespace kireise::net
