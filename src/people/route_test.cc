#include "people/route.h"

#include <gmock/gmock.h>

#include "people/cookie.h"
#include "people/stream_places.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using net::Method;
using testing::ElementsAre;
using testing::Pair;

TEST(RouteTable, FindsTheFirstThatMatches) {
    const RouteTable table({{Method::get, "/", everyone, {}},
                            {Method::get, "/courses/new", everyone, {}},
                            {Method::get, "/courses/{slug}", everyone, {}},
                            {Method::post, "/courses/{slug}", everyone, {}, 5}});
    const auto pattern = [&](Method method, std::string_view path) {
        const auto found = table.find(method, path);
        return found ? found->route.pattern : "";
    };
    EXPECT_EQ(pattern(Method::get, "/"), "/");
    EXPECT_EQ(pattern(Method::get, "/courses/new"), "/courses/new");
    EXPECT_EQ(pattern(Method::head, "/courses/ai"), "/courses/{slug}");
    EXPECT_THAT(table.find(Method::get, "/courses/ai")->path, ElementsAre(Pair("slug", "ai")));
    EXPECT_EQ(table.find(Method::post, "/courses/new")->route.body_limit, 5U);
    for (const auto* unknown : {"", "x", "/courses", "/courses/", "/courses/a/b", "/course/ai", "//"}) {
        EXPECT_EQ(pattern(Method::get, unknown), "") << unknown;
    }
    EXPECT_EQ(pattern(Method::put, "/courses/new"), "");
}

TEST(Cookie, IsSecureWhenTheRequestWas) {
    net::Request request;
    EXPECT_EQ(cookie(request, "a", "b"), "a=b; Path=/; HttpOnly; SameSite=Lax");
    request.secure = true;
    EXPECT_EQ(cookie(request, "a", "b", std::chrono::seconds{60}), "a=b; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure");
    EXPECT_EQ(forget_cookie(request, "a"), "a=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure");
}

TEST(StreamPlaces, AreLimitedForEachPersonAndGivenBack) {
    auto places = std::make_unique<StreamPlaces>();
    std::vector<std::shared_ptr<const void>> held;
    for (int i = 0; i < streams_per_person; ++i) held.push_back(places->take("eva"));
    EXPECT_THAT(held, testing::Each(testing::NotNull()));
    EXPECT_EQ(places->take("eva"), nullptr);
    EXPECT_NE(places->take("ali"), nullptr);
    held.pop_back();
    EXPECT_NE(places->take("eva"), nullptr);
    places.reset();
    held.clear();  // outlives the places
}

TEST(App, AFourthStreamOfAPersonIsToldToWait) {
    TestTown town({}, {{Method::get, "/answer", signed_in, [](Context&) -> Result<net::Outcome> { return net::Stream{}; }}});
    const auto session = open_session(town.town().db(), system_random(), town.town().now(), town.account(Role::staff));
    const net::Request request{.path = "/answer", .headers = {{"cookie", "session=" + *session}}};
    std::vector<net::Outcome> running;
    for (int i = 0; i < streams_per_person; ++i) {
        running.push_back(town.app().handle(request));
        ASSERT_TRUE(std::holds_alternative<net::Stream>(running.back()));
    }
    const auto told = std::get<net::Response>(town.app().handle(request));
    EXPECT_EQ(told.status, 429);
    EXPECT_THAT(told.body, testing::HasSubstr("laufen schon 3 Antworten gleichzeitig"));
    running.pop_back();
    EXPECT_TRUE(std::holds_alternative<net::Stream>(town.app().handle(request)));
}

TEST(App, AnErrorPageNamesTheRequest) {
    TestTown town({}, {{Method::get, "/broken", everyone, [](Context&) -> Result<net::Outcome> { return fail(ErrorKind::io, "disk"); }}});
    const auto page = std::get<net::Response>(town.app().handle({.path = "/broken", .id = "ab-1f"}));
    EXPECT_EQ(page.status, 500);
    EXPECT_THAT(page.body, testing::AllOf(testing::HasSubstr("<code>ab-1f</code>"), testing::Not(testing::HasSubstr("disk"))));
    EXPECT_THAT(std::get<net::Response>(town.app().handle({.path = "/nothing", .id = "ab-1f"})).body,
                testing::Not(testing::HasSubstr("ab-1f")));
}

}  // namespace
}  // namespace kireise::people
