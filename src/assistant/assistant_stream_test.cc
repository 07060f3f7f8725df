#include "assistant/assistant_stream.h"

#include <gmock/gmock.h>

#include <atomic>

#include "assistant/answering.h"
#include "assistant/scripted_upstream.h"
#include "assistant/test_town.h"

namespace kireise::assistant {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST(AssistantStream, RealEngineAnswersPieceByPiece) {
    const auto folder = *TempDir::create();
    AssistantTown town(real_engine(folder.path()));
    town.open_assistant();
    Events events;
    int tokens = 0;
    // The model writes at random: now and then a single word, which comes in one piece.
    for (int i = 0; i < 10 && events.all.size() <= 2; ++i) {
        events = town.stream("internal", "Der Antrag wird abgelehnt. Sie haben einen Monat Zeit.");
        ASSERT_EQ(events.last(), "done") << events.last_data();
        tokens += events.last_data()["tokens"]["answer"].get<int>();
    }
    EXPECT_GT(events.all.size(), 2U);
    EXPECT_FALSE(events.text().empty());
    const auto done = events.last_data();
    EXPECT_EQ(done["label"], "Mit KI erstellt – bitte prüfen");
    EXPECT_GT(done["timing"]["first_token_ms"].get<double>(), 0);
    EXPECT_GE(done["timing"]["total_ms"].get<double>(), done["timing"]["first_token_ms"].get<double>());
    EXPECT_GT(done["tokens"]["prompt"].get<int>(), 100);
    EXPECT_GT(done["tokens"]["answer"].get<int>(), 0);
    EXPECT_THAT(done["html"].get<std::string>(), HasSubstr("Synthetisches Testmodell"));
    ASSERT_EQ(town.usage().size(), 1U);
    EXPECT_EQ(town.usage()[0].answer_tokens, tokens);
}

TEST(AssistantStream, EarlierTurnsReachTheEngine) {
    std::string seen;
    const ScriptedUpstream upstream([&](const net::Request& request) -> net::Outcome {
        seen = request.body;
        return says(chunk("Ja.") + last_chunk())(request);
    });
    AssistantTown town(upstream.settings());
    town.open_assistant();
    const auto answer = town.stream_raw(
        R"({"assistant":"plain-language","data_class":"public","text":"Kürzer?","history":[{"role":"user","text":"F"},{"role":"assistant","text":"A"}]})");
    EXPECT_EQ(AssistantTown::events_of(answer).last(), "done");
    const auto messages = parse_json(seen)->at("messages");
    ASSERT_EQ(messages.size(), 4U);
    EXPECT_EQ(messages[0]["role"], "system");
    EXPECT_EQ(messages[2]["content"], "A");
    EXPECT_EQ(messages[3]["content"], "Kürzer?");
}

TEST(AssistantStream, RefusalQuotesTheClauseAndNothingReachesTheEngine) {
    std::atomic<int> requests{0};
    const ScriptedUpstream upstream([&](const net::Request& request) -> net::Outcome {
        ++requests;
        return says(chunk("Nein") + last_chunk())(request);
    });
    AssistantTown town(upstream.settings());
    town.open_assistant();
    const auto events = town.stream("vs-nfd", "Eingestufter Text");
    ASSERT_EQ(events.last(), "refused");
    const auto refused = events.last_data();
    const auto guideline = must(policy::in_force(town.town.town()));
    const auto* clause = guideline->guideline.find("clause/classified");
    EXPECT_EQ(refused["clause"]["id"], "clause/classified");
    EXPECT_EQ(refused["clause"]["number"], clause->number);
    EXPECT_EQ(refused["clause"]["title"], clause->title);
    EXPECT_THAT(refused["html"].get<std::string>(), HasSubstr("§ " + std::to_string(clause->number)));
    EXPECT_EQ(requests, 0);
    EXPECT_THAT(town.usage(),
                ElementsAre(UsageRow{"usecase/plain-language", "scripted", UsageOutcome::refused, "clause/classified", 1, 0, 0}));
}

TEST(AssistantStream, RefusalListsWhatIsMissing) {
    const ScriptedUpstream upstream(says(last_chunk()));
    AssistantTown town(upstream.settings());
    town.adopt_unread_guideline();
    town.enter_stage(usecases::Stage::testing, "usecase/plain-language", false);
    const auto refused = town.stream("internal", "Text").last_data();
    EXPECT_EQ(refused["hurdle"], "condition_missing");
    EXPECT_EQ(refused["missing"], Json::array({"acknowledgement", "tester"}));
    EXPECT_EQ(refused["clause"]["id"], "clause/open-data");
}

TEST(AssistantStream, InvalidRequestIsAProblemWithASentence) {
    const ScriptedUpstream upstream(says(last_chunk()));
    AssistantTown town(upstream.settings());
    town.open_assistant();
    const auto empty = town.stream("", " ");
    ASSERT_EQ(empty.last(), "problem");
    EXPECT_EQ(empty.last_data()["kind"], "invalid");
    EXPECT_THAT(empty.last_data()["message"].get<std::string>(),
                AllOf(HasSubstr("was in Ihrem Text steht"), HasSubstr("geben Sie einen Text ein")));
    EXPECT_EQ(empty.last_data()["at_fields"], true);
    const auto too_many_turns = AssistantTown::events_of(
        town.stream_raw(R"({"assistant":"plain-language","data_class":"public","text":"T","history":[{},{},{},{},{},{},{},{}]})"));
    EXPECT_THAT(too_many_turns.last_data()["message"].get<std::string>(), HasSubstr("Das Gespräch ist zu lang"));
    EXPECT_EQ(too_many_turns.last_data()["at_fields"], false);
    EXPECT_EQ(AssistantTown::events_of(town.stream_raw("not json")).last(), "problem");
    EXPECT_THAT(town.usage(), IsEmpty());
}

TEST(AssistantStream, NeedsSignInAndToken) {
    const ScriptedUpstream upstream(says(chunk("x") + last_chunk()));
    AssistantTown town(upstream.settings());
    town.open_assistant();
    net::Request request{.method = net::Method::post,
                         .path = "/assistant/stream",
                         .query = {},
                         .headers = {{"content-type", "application/json"}},
                         .body = "{}"};
    EXPECT_EQ(town.town.send(request).status, 401);
    const auto session =
        must(people::open_session(town.db(), town.town.town().random(), town.town.town().now(), town.town.account(Role::staff)));
    request.headers.emplace_back("cookie", "session=" + session);
    request.headers.emplace_back("x-csrf", "wrong");
    EXPECT_EQ(town.town.send(request).status, 403);
}

// What an upstream can do wrong, and what the person is told.
struct Fault {
    std::string name;
    net::Handler handler;
    std::string kind;
    std::string sentence;
    std::string text_before;
};

class UpstreamFault : public ::testing::TestWithParam<Fault> {};

TEST_P(UpstreamFault, EndsWithAClearSentenceAndWithoutHanging) {
    const auto& fault = GetParam();
    const ScriptedUpstream upstream(fault.handler);
    AssistantTown town(upstream.settings());
    town.open_assistant();
    const auto began = std::chrono::steady_clock::now();
    const auto events = town.stream("public", "Text");
    EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
    ASSERT_EQ(events.last(), "problem");
    EXPECT_EQ(events.last_data()["kind"], fault.kind);
    EXPECT_THAT(events.last_data()["message"].get<std::string>(), HasSubstr(fault.sentence));
    EXPECT_EQ(events.text(), fault.text_before);
    EXPECT_THAT(town.usage(), ElementsAre(UsageRow{"usecase/plain-language", "scripted", UsageOutcome::failed, "", 1, 0, 0}));
}

net::Handler status(int code, const std::string& body) {
    return [=](const net::Request&) -> net::Outcome {
        return net::Response{.status = code, .content_type = "application/json", .body = body, .headers = {}};
    };
}

net::Handler silent_after(const std::string& bytes) {
    return [bytes](const net::Request&) -> net::Outcome {
        return net::Stream{.headers = {}, .produce = [bytes](net::StreamSink& sink) {
                               sink.write(bytes);
                               std::this_thread::sleep_for(1200ms);
                           }};
    };
}

INSTANTIATE_TEST_SUITE_P(
    All, UpstreamFault,
    ::testing::Values(Fault{"cut", says(chunk("Der Anfang")), "broke_off", "mitten in der Antwort", "Der Anfang"},
                      Fault{"slow", silent_after(chunk("Der")), "broke_off", "mitten in der Antwort", "Der"},
                      Fault{"silent", silent_after(": still here\n\n"), "no_answer", "keine brauchbare Antwort", ""},
                      Fault{"status_500", status(500, R"({"error":{"message":"boom"}})"), "no_answer", "keine brauchbare Antwort", ""},
                      Fault{"status_429", status(429, "{}"), "overloaded", "ausgelastet", ""},
                      Fault{"too_long", status(400, R"({"error":{"type":"exceed_context_size_error","message":"context"}})"), "too_long",
                            "zu lang", ""},
                      Fault{"garbage", says("data: {\"choices\": oops\n\n"), "no_answer", "keine brauchbare Antwort", ""},
                      Fault{"garbage_later", says(chunk("Gut") + "data: <html>\n\n"), "broke_off", "mitten in der Antwort", "Gut"},
                      Fault{"no_events", says("<html>Wartung</html>"), "no_answer", "keine brauchbare Antwort", ""},
                      Fault{"empty", says(last_chunk()), "no_answer", "keine brauchbare Antwort", ""}),
    [](const auto& info) { return info.param.name; });

TEST(AssistantStream, UpstreamThatNobodyAnswersIsAProblem) {
    EngineSettings settings;
    settings.info.name = "gone";
    settings.upstream = engines::Endpoint{.base_url = "http://127.0.0.1:9", .model = "gone", .api_key = ""};
    AssistantTown town(settings);
    town.open_assistant();
    const auto events = town.stream("public", "Text");
    ASSERT_EQ(events.last(), "problem");
    EXPECT_EQ(events.last_data()["kind"], "no_answer");
}

TEST(AssistantStream, MissingEngineSaysSoAndOnlyItSeesHowToGetIt) {
    const auto folder = *TempDir::create();
    AssistantTown town(engine_settings({}, {.engine_dir = "", .cache_home = "", .path = ""}, folder.path()).value());
    town.open_assistant();
    const auto staff = town.stream("public", "Text").last_data();
    EXPECT_EQ(staff["kind"], "not_running");
    EXPECT_THAT(staff["html"].get<std::string>(), AllOf(HasSubstr("Ihrer IT Bescheid"), Not(HasSubstr("make engine"))));
    EXPECT_THAT(town.stream("public", "Text", Role::it).last_data()["html"].get<std::string>(), HasSubstr("make engine"));
}

TEST(AssistantStream, EndlessAnswerIsCutAndSaysSo) {
    const ScriptedUpstream upstream([](const net::Request&) -> net::Outcome {
        return net::Stream{.headers = {}, .produce = [](net::StreamSink& sink) {
                               const auto piece = chunk(std::string(4000, 'a'));
                               while (sink.write(piece)) {
                               }
                           }};
    });
    AssistantTown town(upstream.settings());
    town.open_assistant();
    const auto events = town.stream("public", "Text");
    ASSERT_EQ(events.last(), "done");
    EXPECT_EQ(events.last_data()["finish"], "length");
    EXPECT_THAT(events.last_data()["html"].get<std::string>(), HasSubstr("abgeschnitten"));
    EXPECT_LE(events.text().size(), answer_bytes_limit + 4000);
}

TEST(AssistantStream, HostileAnswerStaysText) {
    const std::string hostile = "</script><script>alert(1)</script>\n\nevent: refused\ndata: {}\n\n\xff<img src=x onerror=alert(2)>";
    const ScriptedUpstream upstream(
        says("data: " + Json{{"choices", {{{"delta", {{"content", hostile}}}}}}}.dump(-1, ' ', false, Json::error_handler_t::replace) +
             "\n\n" + last_chunk()));
    AssistantTown town(upstream.settings());
    town.open_assistant();
    const auto events = town.stream("public", "Text");
    ASSERT_EQ(events.last(), "done");
    EXPECT_THAT(events.text(), StartsWith("</script><script>alert(1)</script>\n\nevent: refused\ndata: {}\n\n"));
    EXPECT_THAT(events.last_data()["html"].get<std::string>(), AllOf(Not(HasSubstr("alert(")), Not(HasSubstr("<img"))));
}

// A reader that leaves after the first piece.
class Leaver : public net::StreamSink {
   public:
    bool write(std::string_view) override { return ++pieces < 2; }
    int pieces = 0;
};

TEST(AssistantStream, WhoLeavesStopsTheEngineAndIsCountedAsStopped) {
    std::atomic<bool> upstream_left{false};
    const ScriptedUpstream upstream([&](const net::Request&) -> net::Outcome {
        return net::Stream{.headers = {}, .produce = [&](net::StreamSink& sink) {
                               while (sink.write(chunk("wort "))) std::this_thread::sleep_for(5ms);
                               upstream_left = true;
                           }};
    });
    AssistantTown town(upstream.settings());
    town.open_assistant();
    const auto session =
        must(people::open_session(town.db(), town.town.town().random(), town.town.town().now(), town.town.account(Role::staff)));
    const auto outcome = town.town.app().handle(
        {.method = net::Method::post,
         .path = "/assistant/stream",
         .query = {},
         .headers = {{"cookie", "session=" + session}, {"content-type", "application/json"}, {"x-csrf", people::csrf_token(session)}},
         .body = R"({"assistant":"plain-language","data_class":"public","text":"Text"})"});
    Leaver leaver;
    std::get<net::Stream>(outcome).produce(leaver);
    for (int i = 0; i < 100 && !upstream_left; ++i) std::this_thread::sleep_for(20ms);
    EXPECT_TRUE(upstream_left);
    ASSERT_EQ(town.usage().size(), 1U);
    EXPECT_EQ(town.usage()[0].outcome, UsageOutcome::stopped);
}

}  // namespace
}  // namespace kireise::assistant
