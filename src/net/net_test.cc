#include <gmock/gmock.h>

#include <future>
#include <stdexcept>
#include <thread>

#include "net/client.h"
#include "net/form.h"
#include "net/running_server_test.h"
#include "net/sse.h"

namespace kireise::net {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(Path, MatchesSegments) {
    EXPECT_THAT(*match_path("/courses/{slug}/sections/{n}", "/courses/ai/sections/2"), ElementsAre(Pair("n", "2"), Pair("slug", "ai")));
    EXPECT_TRUE(match_path("/", "/").has_value());
    for (const auto* wrong : {"/courses/ai/sections", "/courses//sections/2", "/courses/ai/sections/2/x", "/Courses/ai/sections/2"}) {
        EXPECT_FALSE(match_path("/courses/{slug}/sections/{n}", wrong).has_value()) << wrong;
    }
}

TEST(Percent, DecodesAndRefuses) {
    EXPECT_EQ(*percent_decode("Stra%C3%9Fe+1"), "Straße+1");
    EXPECT_EQ(*percent_decode("a+b%2b", true), "a b+");
    EXPECT_EQ(*percent_decode("%41"), "A");
    for (const auto* wrong : {"%", "%4", "%zz", "%ff", "%00"}) EXPECT_FALSE(percent_decode(wrong).has_value()) << wrong;
    EXPECT_EQ(percent_encode("a b/ß"), "a%20b%2F%C3%9F");
}

TEST(Form, ReadsUrlencoded) {
    Request request{.body = "name=M%C3%BCller&x=1&x=2&empty="};
    request.headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}};
    const auto form = parse_form(request);
    ASSERT_TRUE(form.has_value());
    EXPECT_EQ(form->value("name"), "Müller");
    EXPECT_THAT(form->values("x"), ElementsAre("1", "2"));
    EXPECT_EQ(form->value("nothing"), "");
}

TEST(Form, ReadsMultipart) {
    Request request;
    request.headers = {{"content-type", "multipart/form-data; boundary=XY"}};
    request.body =
        "--XY\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nBericht\r\n--XY\r\n"
        "Content-Disposition: form-data; name=\"file\"; filename=\"a.odt\"\r\nContent-Type: "
        "application/octet-stream\r\n\r\n\x01\r\n--X\xff\r\n--XY--\r\n";
    const auto form = parse_form(request);
    ASSERT_TRUE(form.has_value()) << form.error().message;
    EXPECT_EQ(form->value("title"), "Bericht");
    ASSERT_EQ(form->uploads.size(), 1U);
    EXPECT_EQ(form->uploads[0].file_name, "a.odt");
    EXPECT_EQ(form->uploads[0].bytes, "\x01\r\n--X\xff");
    for (std::size_t cut = 0; cut + 4 < request.body.size(); ++cut) {
        auto truncated = request;
        truncated.body.resize(cut);
        EXPECT_FALSE(parse_form(truncated).has_value()) << cut;
    }
}

TEST(Form, ReadsQuotedNamesWithSemicolons) {
    Request request;
    request.headers = {{"content-type", "multipart/form-data; boundary=\"X;Y\""}};
    request.body = "--X;Y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Bericht; name=x.odt\"\r\n\r\n1\r\n--X;Y--\r\n";
    const auto form = parse_form(request);
    ASSERT_TRUE(form.has_value()) << form.error().message;
    ASSERT_EQ(form->uploads.size(), 1U);
    EXPECT_EQ(form->uploads[0].field, "file");
    EXPECT_EQ(form->uploads[0].file_name, "Bericht; name=x.odt");
}

TEST(Form, RefusesWhatIsNoTextInNamesAndValues) {
    Request request;
    request.headers = {{"content-type", "multipart/form-data; boundary=XY"}};
    using namespace std::string_literals;
    for (const auto& part :
         {"name=\"a\"\r\n\r\nx\0y"s, "name=\"a\0\"\r\n\r\nx"s, "name=\"a\"\r\n\r\n\xff"s, "name=\"a\"; filename=\"\0\"\r\n\r\nx"s}) {
        request.body = "--XY\r\nContent-Disposition: form-data; " + part + "\r\n--XY--\r\n";
        const auto form = parse_form(request);
        ASSERT_FALSE(form.has_value()) << part;
        EXPECT_EQ(form.error().kind, ErrorKind::invalid);
    }
}

TEST(Events, AreReadAcrossPieces) {
    EventReader reader;
    EXPECT_THAT(*reader.feed("data: a\r"), ElementsAre());
    EXPECT_THAT(*reader.feed("\ndata:b\r\n\r\n: comment\n\nevent: end\nda"), ElementsAre(Event{"", "a\nb"}));
    EXPECT_THAT(*reader.feed("ta: [DONE]\n\n"), ElementsAre(Event{"end", "[DONE]"}));
    EXPECT_EQ(EventReader(10).feed("data: 01234567890").error().kind, ErrorKind::too_large);
    EXPECT_THAT(*EventReader().feed(format_event({"x", "1\n2"})), ElementsAre(Event{"x", "1\n2"}));
    EXPECT_THAT(*EventReader().feed(format_event({"", "1\revent: x\r\n\r2"})), ElementsAre(Event{"", "1\nevent: x\n\n2"}));
}

TEST(Listen, ReadsAddressAndPort) {
    EXPECT_EQ(parse_listen("127.0.0.1:80")->port, 80);
    EXPECT_EQ(parse_listen("[::1]:8080")->address, "::1");
    for (const auto* wrong : {"8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", ":80"})
        EXPECT_FALSE(parse_listen(wrong).has_value()) << wrong;
}

Outcome echo(const Request& request) {
    return Response{.status = 201,
                    .body = request.path + "|" + request.parameter("q") + "|" + request.body,
                    .headers = {{"X-Cookie", request.cookie("a")}}};
}

TEST(Server, AnswersRequests) {
    RunningServer server(echo);
    const auto response =
        send({.method = "POST", .url = server.url("/a%20b?q=%C3%9F"), .headers = {{"Cookie", "z=1; a=2"}}, .body = "hello"});
    ASSERT_TRUE(response.has_value()) << response.error().message;
    EXPECT_EQ(response->status, 201);
    EXPECT_EQ(response->body, "/a b|ß|hello");
    EXPECT_THAT(response->headers, testing::Contains(Pair("x-cookie", "2")));
}

TEST(Server, RefusesWhatIsTooLargeOrBroken) {
    RunningServer server(echo, {.body_limit = [](const Request& head) -> std::size_t { return head.path == "/" ? 100 : 1000; }});
    EXPECT_EQ(send({.method = "POST", .url = server.url("/"), .body = std::string(101, 'x')})->status, 413);
    EXPECT_EQ(send({.method = "POST", .url = server.url("/more"), .body = std::string(101, 'x')})->status, 201);
    EXPECT_EQ(send({.url = server.url("/"), .headers = {{"X-Long", std::string(20000, 'x')}}})->status, 431);
    EXPECT_EQ(send({.url = server.url("/%ff")})->status, 400);
    EXPECT_EQ(send({.method = "BREW", .url = server.url("/")})->status, 400);
}

TEST(Server, AHeaderStaysOneLine) {
    RunningServer server([](const Request& request) -> Outcome { return redirect("/" + request.parameter("to")); });
    const auto response = send({.url = server.url("/?to=a%0D%0AX-Evil:%201")});
    ASSERT_TRUE(response.has_value()) << response.error().message;
    EXPECT_THAT(response->headers, testing::Contains(Pair("location", "/a  X-Evil: 1")));
    EXPECT_THAT(response->headers, testing::Not(testing::Contains(Pair("x-evil", testing::_))));
}

TEST(Server, TurnsAnExceptionInto500) {
    RunningServer server([](const Request&) -> Outcome { throw std::runtime_error("secret detail"); });
    const auto response = send({.url = server.url("/")});
    EXPECT_EQ(response->status, 500);
    EXPECT_THAT(response->body, testing::Not(HasSubstr("secret")));
}

TEST(Server, StreamsPieceByPiece) {
    RunningServer server([](const Request&) -> Outcome {
        return Stream{.headers = {}, .produce = [](StreamSink& sink) {
                          for (int i = 0; i < 100 && sink.write(format_event({"", std::to_string(i)})); ++i) {
                          }
                      }};
    });
    EventReader reader;
    std::vector<Event> events;
    const auto response = send_streaming({.url = server.url("/")}, [&](std::string_view piece) {
        const auto got = reader.feed(piece);
        events.insert(events.end(), got->begin(), got->end());
        return true;
    });
    ASSERT_TRUE(response.has_value()) << response.error().message;
    ASSERT_EQ(events.size(), 100U);
    EXPECT_EQ(events.back().data, "99");
}

TEST(Server, TellsTheProducerThatTheClientLeft) {
    std::promise<void> noticed;
    RunningServer server([&](const Request&) -> Outcome {
        return Stream{.headers = {}, .produce = [&](StreamSink& sink) {
                          while (sink.write(std::string(1000, 'x'))) {
                          }
                          noticed.set_value();
                      }};
    });
    ASSERT_TRUE(send_streaming({.url = server.url("/")}, [](std::string_view) { return false; }).has_value());
    EXPECT_EQ(noticed.get_future().wait_for(std::chrono::seconds(20)), std::future_status::ready);
}

TEST(Server, FinishesWhatIsRunningWhenItStops) {
    std::promise<void> begun;
    auto server = *Server::listen({.port = 0}, [&](const Request&) -> Outcome {
        begun.set_value();
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        return text_response(200, "whole answer");
    });
    std::jthread loop([&] { server->run(); });
    Result<ClientResponse> response = fail(ErrorKind::internal, "not asked");
    std::jthread client([&] { response = send({.url = "http://127.0.0.1:" + std::to_string(server->port()) + "/"}); });
    begun.get_future().wait();
    server->stop();
    client.join();
    loop.join();
    ASSERT_TRUE(response.has_value()) << response.error().message;
    EXPECT_EQ(response->body, "whole answer");
}

TEST(Server, SaysWhenTheAddressIsTaken) {
    RunningServer server(echo);
    const auto second = Server::listen({.port = server.server().port()}, echo);
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(second.error().message, HasSubstr("--listen"));
}

TEST(Client, SaysWhoDidNotAnswer) {
    std::uint16_t port = 0;
    {
        RunningServer server(echo);
        port = server.server().port();
    }
    const auto response = send({.url = "http://127.0.0.1:" + std::to_string(port) + "/"});
    EXPECT_EQ(response.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(response.error().message, HasSubstr(std::to_string(port)));
    EXPECT_EQ(send({.url = "ftp://x/"}).error().kind, ErrorKind::invalid);
}

TEST(Client, TakesAnIpv6AddressAsAnAddress) {
    const auto response = send({.url = "http://[::1]:1/"});  // nobody listens there, or the machine has no IPv6
    ASSERT_FALSE(response.has_value());
    EXPECT_THAT(response.error().message, HasSubstr("[::1]:1"));
    EXPECT_THAT(response.error().message, testing::Not(HasSubstr("Host not found")));
}

TEST(Client, HasLimits) {
    RunningServer server([](const Request& request) -> Outcome {
        if (request.path == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(600));
        return text_response(200, std::string(5000, 'x'));
    });
    EXPECT_EQ(send({.url = server.url("/slow"), .read_timeout = std::chrono::milliseconds(100)}).error().kind, ErrorKind::unavailable);
    EXPECT_EQ(send({.url = server.url("/"), .body_limit = 1000}).error().kind, ErrorKind::too_large);
}

}  // namespace
}  // namespace kireise::net
