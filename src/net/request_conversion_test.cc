#include "net/request_conversion.h"

#include <gmock/gmock.h>

namespace kireise::net {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(MakeRequest, TakesTheTargetApart) {
    const auto request = make_request("POST", "/stra%C3%9Fe/a%20b?q=%C3%9F&x=1+2", {{"Content-Type", "text/plain"}}, "body");
    ASSERT_TRUE(request.has_value()) << request.error().message;
    EXPECT_EQ(request->method, Method::post);
    EXPECT_EQ(request->path, "/straße/a b");
    EXPECT_THAT(request->query, ElementsAre(Pair("q", "ß"), Pair("x", "1 2")));
    EXPECT_THAT(request->headers, ElementsAre(Pair("content-type", "text/plain")));
    EXPECT_EQ(request->body, "body");
}

TEST(MakeRequest, KnowsTheMethodsOfHandlers) {
    EXPECT_EQ(make_request("GET", "/", {}, {})->method, Method::get);
    EXPECT_EQ(make_request("HEAD", "/", {}, {})->method, Method::head);
    EXPECT_EQ(make_request("PUT", "/", {}, {})->method, Method::put);
    EXPECT_EQ(make_request("DELETE", "/", {}, {})->method, Method::del);
    for (const auto* other : {"get", "CONNECT", "OPTIONS", "TRACE", "PATCH", "BREW", ""}) {
        EXPECT_EQ(make_request(other, "/", {}, {}).error().kind, ErrorKind::invalid) << other;
    }
}

TEST(MakeRequest, RefusesOtherTargets) {
    for (const auto* target : {"", "*", "http://x/", "x", "?q=1", "/%ff", "/%00", "/%2", "/?q=%zz"}) {
        EXPECT_EQ(make_request("GET", target, {}, {}).error().kind, ErrorKind::invalid) << target;
    }
}

}  // namespace
}  // namespace kireise::net
