#include "commands/metrics.h"

#include <gmock/gmock.h>

#include "base/json.h"
#include "commands/log.h"

namespace kireise::commands {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

net::Exchange exchange(int status, int ms) { return {.status = status, .bytes = 5, .duration = std::chrono::milliseconds(ms)}; }

TEST(Metrics, CountsByRouteAndDuration) {
    Metrics metrics;
    metrics.count(exchange(200, 2), "/courses/{slug}");
    metrics.count(exchange(204, 20), "/courses/{slug}");
    metrics.count(exchange(404, 9000), "");
    auto stream = exchange(200, 60000);
    stream.streamed = true;
    metrics.count(stream, "/assistant/stream");
    const auto text = metrics.text({.load = {.connections = 3, .streams = 1},
                                    .databases_up = 2,
                                    .jobs = {{"waiting", 4}},
                                    .engine = assistant::EngineState::ready,
                                    .engine_requests = 2});
    EXPECT_THAT(text, AllOf(HasSubstr("kireise_http_requests_total{route=\"/courses/{slug}\",status=\"2xx\"} 2\n"),
                            HasSubstr("kireise_http_requests_total{route=\"other\",status=\"4xx\"} 1\n"),
                            HasSubstr("kireise_http_requests_total{route=\"/assistant/stream\",status=\"2xx\"} 1\n")));
    EXPECT_THAT(
        text, AllOf(HasSubstr("_bucket{le=\"0.001\"} 0\n"), HasSubstr("_bucket{le=\"0.0025\"} 1\n"), HasSubstr("_bucket{le=\"0.025\"} 2\n"),
                    HasSubstr("_bucket{le=\"5\"} 2\n"), HasSubstr("_bucket{le=\"+Inf\"} 3\n"), HasSubstr("_seconds_count 3\n")));
    EXPECT_THAT(text, AllOf(HasSubstr("kireise_connections 3\n"), HasSubstr("kireise_streams 1\n"),
                            HasSubstr("kireise_databases{state=\"up\"} 2\n"), HasSubstr("kireise_jobs{state=\"waiting\"} 4\n"),
                            HasSubstr("kireise_build_info{version=\"")));
    EXPECT_THAT(text, AllOf(HasSubstr("kireise_engine{state=\"ready\"} 1\n"), HasSubstr("kireise_engine{state=\"failed\"} 0\n"),
                            HasSubstr("kireise_engine_requests 2\n")));
}

TEST(Metrics, DoNotShowTheSurvey) {
    Metrics metrics;
    metrics.count(exchange(200, 1), "/survey/question/{n}");
    EXPECT_THAT(metrics.text({}), AllOf(HasSubstr("{route=\"other\",status=\"2xx\"} 1\n"), Not(HasSubstr("survey"))));
}

TEST(Metrics, AreForThisMachineOrTheToken) {
    const auto may = [](const std::string& peer, net::Headers headers, std::string_view token = "geheim") {
        return may_read_metrics({.headers = std::move(headers), .peer = peer}, token);
    };
    EXPECT_TRUE(may("127.0.0.1", {}));
    EXPECT_TRUE(may("::1", {}));
    EXPECT_FALSE(may("10.0.0.1", {}));
    EXPECT_FALSE(may("127.0.0.1", {{"x-forwarded-for", "127.0.0.1"}})) << "through a proxy";
    EXPECT_FALSE(may("", {}));
    EXPECT_TRUE(may("10.0.0.1", {{"authorization", "Bearer geheim"}}));
    EXPECT_FALSE(may("10.0.0.1", {{"authorization", "Bearer geheimer"}}));
    EXPECT_FALSE(may("10.0.0.1", {{"authorization", "Bearer "}}, "")) << "no token is set";
}

TEST(Log, ALineOfARequestHasItsRouteOnly) {
    const net::Request request{.method = net::Method::post, .path = "/people/eva-muster", .id = "ab-1", .peer = "10.1.2.3"};
    auto one = exchange(303, 12);
    one.request = &request;
    EXPECT_EQ(exchange_line(one, "/people/{id}", false), "POST /people/{id} 303 12.0 ms 5 bytes ab-1");
    const auto json = Json::parse("{" + exchange_line(one, "/people/{id}", true) + "}");
    EXPECT_EQ(json,
              (Json{{"method", "POST"}, {"route", "/people/{id}"}, {"status", 303}, {"ms", 12.0}, {"bytes", 5}, {"request", "ab-1"}}));
    EXPECT_EQ(exchange_line(exchange(400, 0), "", false), "- - 400 0.0 ms 5 bytes -");
}

TEST(Log, KeepsTheSurveyOut) {
    const net::Request request{.id = "ab-1"};
    auto one = exchange(200, 1);
    one.request = &request;
    testing::internal::CaptureStderr();
    {
        const Log log({.json = true});
        log.exchange(one, "/survey/question/{n}");
        log.exchange(one, "/survey");
        log.exchange(one, "/surveyors");
    }
    const auto lines = testing::internal::GetCapturedStderr();
    EXPECT_EQ(Json::parse(lines)["route"], "/surveyors") << lines;
    EXPECT_TRUE(leaves_no_trace("/survey/waves/{wave}"));
}

TEST(Log, SaysNothingOfRequestsAboveInfo) {
    testing::internal::CaptureStderr();
    {
        const Log log({.level = "warn"});
        log.exchange(exchange(200, 1), "/");
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace kireise::commands
