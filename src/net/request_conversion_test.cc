#include "net/request_conversion.h"

#include <gmock/gmock.h>

namespace kireise::net {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
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

TEST(MakeRequest, RefusesWhatAProxyCouldReadDifferently) {
    const auto problem = [](Headers headers) {
        const auto request = make_request("POST", "/", std::move(headers), {});
        return request ? "" : request.error().message;
    };
    EXPECT_EQ(problem({{"Host", "a"}, {"Transfer-Encoding", "Chunked"}}), "");
    EXPECT_EQ(problem({{"Host", "a"}, {"Content-Length", "0"}}), "");
    EXPECT_THAT(problem({{"Host", "a"}, {"host", "b"}}), HasSubstr("host more than once"));
    EXPECT_THAT(problem({{"Content-Length", "0"}, {"content-length", "0"}}), HasSubstr("more than once"));
    EXPECT_THAT(problem({{"Transfer-Encoding", "identity"}, {"Transfer-Encoding", "chunked"}}), HasSubstr("more than once"));
    EXPECT_THAT(problem({{"Transfer-Encoding", "xchunked"}}), HasSubstr("chunked"));
    EXPECT_THAT(problem({{"Transfer-Encoding", "chunked"}, {"Content-Length", "5"}}), HasSubstr("both"));
}

}  // namespace
}  // namespace kireise::net
