#include "people/base_path.h"

#include <gmock/gmock.h>

namespace kireise::people {
namespace {

net::Response under(net::Response response) {
    net::Outcome outcome = std::move(response);
    put_under(outcome, "/t/halle");
    return std::get<net::Response>(outcome);
}

TEST(BasePath, FindsTheTown) {
    EXPECT_EQ(parse_town_path("/t/halle/survey/1")->path, "/survey/1");
    EXPECT_EQ(parse_town_path("/t/halle/survey/1")->town, "halle");
    EXPECT_EQ(parse_town_path("/t/halle")->path, "/");
    EXPECT_EQ(parse_town_path("/t/halle/")->path, "/");
    for (const auto* other : {"/", "/t", "/t/", "/t//x", "/t/../x", "/t/Halle/x", "/tests", "/survey/t/halle"})
        EXPECT_FALSE(parse_town_path(other)) << other;
}

TEST(BasePath, LeadsEveryLinkOfAPageIntoTheTown) {
    const auto page = under({.body = R"(<a href="/survey"><img src="/x.png"><form action="/sign-in"><button formaction="/a"></button>)"});
    EXPECT_EQ(
        page.body,
        R"(<a href="/t/halle/survey"><img src="/t/halle/x.png"><form action="/t/halle/sign-in"><button formaction="/t/halle/a"></button>)");
}

TEST(BasePath, LeavesWhatIsNoPageOfTheTown) {
    const std::string body =
        R"(<link href="/assets/app.css"><a href="//other.example/"><a href="https://x.example/a"><p title="/survey">href=&quot;/x</p><a href="#a">)";
    EXPECT_EQ(under({.body = body}).body, body);
    EXPECT_EQ(under({.content_type = "text/csv", .body = "<a href=\"/x\">"}).body, "<a href=\"/x\">");
}

TEST(BasePath, LeadsLinksOfEventsIntoTheTown) {
    struct Collector final : net::StreamSink {
        std::string all;
        bool write(std::string_view piece) override {
            all += piece;
            return true;
        }
    } sink;
    net::Outcome outcome = net::Stream{.produce = [](net::StreamSink& to) {
        to.write(R"(data: {"html":"<a href=\"/pass\">"})");
        to.write(R"(data: {"text":"<a href=\"/as-the-model-wrote-it\">"})");
    }};
    put_under(outcome, "/t/halle");
    std::get<net::Stream>(outcome).produce(sink);
    EXPECT_EQ(sink.all, R"(data: {"html":"<a href=\"/t/halle/pass\">"}data: {"text":"<a href=\"/as-the-model-wrote-it\">"})");
}

TEST(BasePath, RedirectsAndCookiesStayInTheTown) {
    const auto answer = under(
        {.status = 303,
         .headers = {
             {"Location", "/sign-in?next=%2F"}, {"Set-Cookie", "session=abc; Path=/; HttpOnly"}, {"Location", "https://id.example/"}}});
    EXPECT_EQ(answer.headers[0].second, "/t/halle/sign-in?next=%2F");
    EXPECT_EQ(answer.headers[1].second, "session=abc; Path=/t/halle/; HttpOnly");
    EXPECT_EQ(answer.headers[2].second, "https://id.example/");
}

TEST(BasePath, ATownAloneIsLeftAsItIs) {
    net::Outcome outcome = net::Response{.body = "<a href=\"/survey\">"};
    put_under(outcome, "");
    EXPECT_EQ(std::get<net::Response>(outcome).body, "<a href=\"/survey\">");
}

}  // namespace
}  // namespace kireise::people
