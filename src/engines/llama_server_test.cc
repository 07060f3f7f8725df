#include "engines/llama_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "base/files.h"
#include "base/text.h"
#include "engines/find.h"
#include "engines/llama_child.h"
#include "engines/synthetic.h"
#include "net/client.h"

namespace kireise::engines {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

TEST(RestartPause, DoublesUpToTheLongest) {
    const RestartPolicy policy{.first_pause = 500ms, .longest_pause = 3s};
    EXPECT_EQ(restart_pause(policy, 1), 500ms);
    EXPECT_EQ(restart_pause(policy, 2), 1s);
    EXPECT_EQ(restart_pause(policy, 3), 2s);
    EXPECT_EQ(restart_pause(policy, 4), 3s);
    EXPECT_EQ(restart_pause(policy, 1000), 3s);
}

TEST(ServerCommand, ListensOnLoopbackOnlyAndHidesTheKey) {
    LlamaServerOptions options;
    options.context_tokens = 1000;
    options.slots = 3;
    const auto command = server_command(options, 1234, "secret");
    EXPECT_THAT(command.arguments, Contains("127.0.0.1"));
    EXPECT_THAT(command.arguments, Contains("3000")) << "the context is divided among the slots";
    EXPECT_THAT(command.arguments, Not(Contains(HasSubstr("secret"))));
    EXPECT_THAT(command.environment, Contains(std::pair<std::string, std::string>("LLAMA_API_KEY", "secret")));
}

// The real engine with the tiny model.
class RealServer : public testing::Test {
   protected:
    LlamaServerOptions options() {
        const auto programs = find_engine(engine_places_from_environment());
        EXPECT_TRUE(programs) << programs.error().message;
        EXPECT_TRUE(write_gguf(folder_.path() / "tiny.gguf", tiny_chat_model(1)));
        LlamaServerOptions made;
        if (programs) made.program = programs->server;
        made.model = folder_.path() / "tiny.gguf";
        made.log_file = folder_.path() / "server.log";
        made.threads = 1;
        made.restart.first_pause = 50ms;
        made.clock = system_clock();
        made.random = seeded_random(1);
        return made;
    }

    template <class Condition>
    static bool eventually(Condition condition, std::chrono::milliseconds limit = 10s) {
        const auto end = std::chrono::steady_clock::now() + limit;
        while (std::chrono::steady_clock::now() < end) {
            if (condition()) return true;
            std::this_thread::sleep_for(20ms);
        }
        return false;
    }

    std::filesystem::path script(const std::string& name, const std::string& body) {
        const auto path = folder_.path() / name;
        EXPECT_TRUE(write_file(path, "#!/bin/sh\n" + body));
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path;
    }

   private:
    TempDir folder_ = TempDir::create().value();
};

TEST_F(RealServer, StreamsAnAnswer) {
    auto server = LlamaServer::start(options());
    ASSERT_TRUE(server) << server.error().message;
    EXPECT_EQ(server->status().state, ServerState::ready);
    std::string streamed;
    int pieces = 0;
    const auto answer =
        chat(server->endpoint().value(), {{"system", "Antworten Sie kurz."}, {"user", "Grüß Gott! Was kostet ein Ausweis?"}},
             {.temperature = 0.8, .max_tokens = 20, .seed = 1}, [&](std::string_view piece) {
                 streamed += piece;
                 ++pieces;
                 return true;
             });
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_GT(pieces, 1) << "it must come piece by piece";
    EXPECT_EQ(answer->text, streamed);
    EXPECT_FALSE(answer->finish_reason.empty());
    EXPECT_GT(answer->prompt_tokens.value_or(0), 10);
    EXPECT_GT(answer->timing.total_ms, 0);
    EXPECT_LE(answer->timing.first_token_ms, answer->timing.total_ms);
    EXPECT_TRUE(answer->timing.prompt_ms.has_value());
}

TEST_F(RealServer, StopsWhenTheReaderHasEnough) {
    auto server = LlamaServer::start(options());
    ASSERT_TRUE(server) << server.error().message;
    const auto answer = chat(server->endpoint().value(), {{"user", "Hallo"}}, {.max_tokens = 500}, [](std::string_view) { return false; });
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->finish_reason, "stopped");
}

TEST_F(RealServer, TellsATextThatIsTooLong) {
    auto few = options();
    few.context_tokens = 256;
    auto server = LlamaServer::start(few);
    ASSERT_TRUE(server) << server.error().message;
    const auto answer = chat(server->endpoint().value(), {{"user", std::string(3000, 'x')}}, {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::too_large) << answer.error().message;
}

TEST_F(RealServer, NobodyElseGetsIn) {
    auto server = LlamaServer::start(options());
    ASSERT_TRUE(server) << server.error().message;
    auto stranger = server->endpoint().value();
    stranger.api_key = "guess";
    EXPECT_FALSE(chat(stranger, {{"user", "Hallo"}}, {}));
}

TEST_F(RealServer, ComesBackAfterACrash) {
    auto server = LlamaServer::start(options());
    ASSERT_TRUE(server) << server.error().message;
    const auto first = server->status().process.value();
    ::kill(first, SIGKILL);
    EXPECT_TRUE(eventually([&] { return server->status().state == ServerState::ready && server->status().restarts == 1; }));
    EXPECT_NE(server->status().process, first);
    EXPECT_THAT(server->status().problem, HasSubstr("ended by itself"));
    EXPECT_TRUE(chat(server->endpoint().value(), {{"user", "Hallo"}}, {.max_tokens = 3}));
}

TEST_F(RealServer, IsStartedAgainWhenItHangs) {
    auto watched = options();
    watched.watch_every = 100ms;
    watched.missed_watches = 2;
    auto server = LlamaServer::start(watched);
    ASSERT_TRUE(server) << server.error().message;
    const auto first = server->status().process.value();
    ::kill(first, SIGSTOP);
    EXPECT_TRUE(eventually([&] { return server->status().state == ServerState::ready && server->status().restarts == 1; }, 30s));
    EXPECT_THAT(server->status().problem, HasSubstr("did not answer any more"));
    EXPECT_EQ(::kill(first, 0), -1) << "the one that hung is gone";
    EXPECT_TRUE(chat(server->endpoint().value(), {{"user", "Hallo"}}, {.max_tokens = 3}));
}

TEST_F(RealServer, GivesUpAfterSomeAttempts) {
    auto crashing = options();
    crashing.restart = {.first_pause = 1ms, .longest_pause = 2ms, .attempts = 2};
    auto server = LlamaServer::start(crashing);
    ASSERT_TRUE(server) << server.error().message;
    ASSERT_TRUE(write_file(crashing.model, "no model any more"));
    ::kill(server->status().process.value(), SIGKILL);
    EXPECT_TRUE(eventually([&] { return server->status().state == ServerState::failed; }, 30s));
    EXPECT_EQ(server->endpoint().error().kind, ErrorKind::unavailable);
}

// Somebody else took the port that was free a moment ago: the real engine is given another one, which is taken.
TEST_F(RealServer, ATakenPortIsToldAndTheNextStartTakesAnother) {
    const auto first = LlamaServer::start(options());
    ASSERT_TRUE(first) << first.error().message;
    const auto taken = first->endpoint()->base_url;
    auto unlucky = options();
    const auto real = unlucky.program;
    unlucky.program = script("unlucky", "set -- $(echo \"$*\" | sed 's/--port [0-9]*/--port " + taken.substr(taken.rfind(':') + 1) +
                                            "/')\nexec '" + real.string() + "' \"$@\"\n");
    const auto second = LlamaServer::start(unlucky);
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message, HasSubstr("did not start to answer"));
    EXPECT_TRUE(chat(first->endpoint().value(), {{"user", "Hallo"}}, {.max_tokens = 3})) << "the one that had it is not disturbed";
    EXPECT_TRUE(LlamaServer::start(options()));
}

TEST_F(RealServer, ASlowStartHasALimit) {
    auto slow = options();
    slow.program = script("slow", "exec sleep 100\n");
    slow.start_limit = 300ms;
    const auto server = LlamaServer::start(slow);
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().kind, ErrorKind::unavailable);
}

// As when the kernel ends a process for want of memory.
TEST_F(RealServer, AChildThatIsKilledWhileItStartsIsTold) {
    auto killed = options();
    killed.program = script("killed", "kill -9 $$\n");
    const auto server = LlamaServer::start(killed);
    ASSERT_FALSE(server);
    EXPECT_THAT(server.error().message, HasSubstr("exit code 137"));
}

TEST_F(RealServer, AProgramThatPrintsGarbageIsNotTakenForAnEngine) {
    auto garbage = options();
    garbage.program = script("garbage", "head -c 100000 /dev/urandom; echo '{\"status\":\"ok\"}'; exec sleep 100\n");
    garbage.start_limit = 2s;
    const auto server = LlamaServer::start(garbage);
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().kind, ErrorKind::unavailable);
    EXPECT_TRUE(is_utf8(server.error().message)) << "what it printed is shown to people";
}

TEST_F(RealServer, StopsItsChild) {
    auto server = LlamaServer::start(options());
    ASSERT_TRUE(server) << server.error().message;
    const auto child = server->status().process.value();
    server->stop();
    EXPECT_EQ(server->status().state, ServerState::stopped);
    EXPECT_EQ(::kill(child, 0), -1);
    EXPECT_EQ(server->endpoint().error().kind, ErrorKind::unavailable);
}

// A program that starts and never answers.
TEST_F(RealServer, AStartCanBeStopped) {
    auto slow = options();
    slow.program = script("never-ready", "exec sleep 100\n");
    std::stop_source source;
    const auto began = std::chrono::steady_clock::now();
    std::jthread later([&source] {
        std::this_thread::sleep_for(300ms);
        source.request_stop();
    });
    const auto server = LlamaServer::start(slow, source.get_token());
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().kind, ErrorKind::busy);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 10s) << "far less than the limit of two minutes";
}

TEST_F(RealServer, ARequestToStopEndsTheAnswer) {
    auto server = LlamaServer::start(options());
    ASSERT_TRUE(server) << server.error().message;
    std::stop_source source;
    ChatOptions long_answer{.max_tokens = 2000};
    long_answer.stop = source.get_token();
    int pieces = 0;
    const auto answer = chat(server->endpoint().value(), {{"user", "Hallo"}}, long_answer, [&](std::string_view) {
        if (++pieces == 3) source.request_stop();
        return true;
    });
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->finish_reason, "stopped");
    EXPECT_LT(pieces, 100);
}

TEST_F(RealServer, SaysWhyItDoesNotStart) {
    auto broken = options();
    ASSERT_TRUE(write_file(broken.model, "no model"));
    const auto server = LlamaServer::start(broken);
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(server.error().message, HasSubstr("did not start to answer"));
    EXPECT_EQ(LlamaServer::start([&] {
                  auto none = options();
                  none.model = "/nowhere.gguf";
                  return none;
              }())
                  .error()
                  .kind,
              ErrorKind::not_found);
}

}  // namespace
}  // namespace kireise::engines
