#include "assistant/engine_hub.h"

#include <gmock/gmock.h>

#include <future>
#include <thread>

#include "assistant/test_engine.h"
#include "base/files.h"
#include "engines/resident.h"
#include "engines/synthetic.h"

namespace kireise::assistant {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

TEST(EngineHub, StartsWithTheFirstRequestAndAnswers) {
    const auto folder = *TempDir::create();
    EngineHub hub(testing::real_engine(folder.path()));
    EXPECT_EQ(hub.status().state, EngineState::not_started);
    const auto use = hub.use();
    ASSERT_TRUE(use) << use.error().message;
    EXPECT_EQ(hub.status().state, EngineState::ready);
    const auto answer = engines::chat(use->endpoint(), {{"user", "Guten Tag"}}, {.max_tokens = 16});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_FALSE(answer->text.empty());
}

TEST(EngineHub, ManyFirstRequestsStartOneEngine) {
    const auto folder = *TempDir::create();
    EngineHub hub(testing::real_engine(folder.path()));
    std::vector<std::future<Result<EngineUse>>> waiting;
    for (int i = 0; i < 6; ++i) waiting.push_back(std::async(std::launch::async, [&] { return hub.use(); }));
    std::string address;
    for (auto& one : waiting) {
        const auto use = one.get();
        ASSERT_TRUE(use) << use.error().message;
        if (address.empty()) address = use->endpoint().base_url;
        EXPECT_EQ(use->endpoint().base_url, address);
    }
}

TEST(EngineHub, EndsItsEngineWhenStopped) {
    const auto folder = *TempDir::create();
    EngineHub hub(testing::real_engine(folder.path()));
    const auto use = hub.use();
    ASSERT_TRUE(use) << use.error().message;
    hub.stop();
    EXPECT_FALSE(engines::chat(use->endpoint(), {{"user", "Noch da?"}}, {.max_tokens = 4}));
    const auto after = hub.use();
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().kind, ErrorKind::unavailable);
}

TEST(EngineHub, AMissingEngineSaysHowToGetItAndIsLookedForAgain) {
    const auto folder = *TempDir::create();
    auto settings = testing::real_engine(folder.path() / "work");
    settings.places = {.engine_dir = folder.path() / "engine", .cache_home = "", .path = ""};
    EngineHub hub(settings);
    const auto missing = hub.use();
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(missing.error().message, HasSubstr("make engine"));
    EXPECT_EQ(hub.status().state, EngineState::failed);
    EXPECT_THAT(hub.status().problem, HasSubstr("make engine"));

    std::filesystem::create_directories(folder.path() / "engine");
    std::filesystem::create_symlink(testing::real_programs().server, folder.path() / "engine" / "llama-server");
    std::filesystem::create_symlink(testing::real_programs().bench, folder.path() / "engine" / "llama-bench");
    const auto found = hub.use();
    EXPECT_TRUE(found) << found.error().message;
}

TEST(EngineHub, AModelFileThatIsNoneFailsWithASentence) {
    const auto folder = *TempDir::create();
    auto settings = testing::real_engine(folder.path());
    settings.model_file = folder.path() / "broken.gguf";
    ASSERT_TRUE(write_file(settings.model_file, "no model"));
    EngineHub hub(settings);
    const auto endpoint = hub.use();
    ASSERT_FALSE(endpoint);
    EXPECT_THAT(endpoint.error().message, HasSubstr("no GGUF model file"));
    EXPECT_EQ(hub.status().state, EngineState::failed);
}

template <class Condition>
bool eventually(Condition condition) {
    for (int i = 0; i < 500; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

TEST(EngineHub, EndsItsEngineWhenNobodyAsksAndStartsItAgain) {
    const auto folder = *TempDir::create();
    auto settings = testing::real_engine(folder.path());
    settings.idle_limit = 500ms;
    EngineHub hub(settings);
    {
        const auto use = hub.use();
        ASSERT_TRUE(use) << use.error().message;
        std::this_thread::sleep_for(1s);
        EXPECT_EQ(hub.status().state, EngineState::ready) << "not while somebody uses it";
    }
    EXPECT_TRUE(eventually([&] { return hub.status().state == EngineState::not_started; }));
    EXPECT_TRUE(hub.use().has_value());
}

TEST(EngineHub, ARestartGivesAnotherProcessAndAnEndFreesIt) {
    const auto folder = *TempDir::create();
    EngineHub hub(testing::real_engine(folder.path()));
    ASSERT_TRUE(hub.use().has_value());
    const auto before = hub.use()->endpoint().api_key;
    hub.restart();
    EXPECT_EQ(hub.status().state, EngineState::starting);
    const auto after = hub.use();
    ASSERT_TRUE(after) << after.error().message;
    EXPECT_NE(after->endpoint().api_key, before);
    EXPECT_GT(engines::resident_bytes(hub.status().process.value()).value_or(0), 1'000'000U);
    hub.end();
    EXPECT_EQ(hub.status().state, EngineState::not_started);
    EXPECT_FALSE(engines::chat(after->endpoint(), {{"user", "Noch da?"}}, {.max_tokens = 4}));
}

TEST(EngineHub, CountsWhoIsThere) {
    const auto folder = *TempDir::create();
    EngineHub hub(testing::real_engine(folder.path()));
    {
        auto use = hub.use();
        ASSERT_TRUE(use) << use.error().message;
        EXPECT_EQ(hub.load().running, 1);
        const auto answer = engines::chat(use->endpoint(), {{"user", "Guten Tag"}}, {.max_tokens = 16});
        ASSERT_TRUE(answer) << answer.error().message;
        use->answered(*answer);
    }
    EXPECT_EQ(hub.load().running, 0);
    EXPECT_EQ(hub.load().answers, 1U);
    EXPECT_GT(hub.load().tokens_per_second.value_or(0), 0);
}

TEST(EngineHub, WhatTheMemoryDoesNotHoldIsNotStarted) {
    const auto folder = *TempDir::create();
    auto settings = testing::real_engine(folder.path());
    settings.model_file = folder.path() / "small.gguf";
    settings.size = {.context_tokens = 131'072, .slots = 64};  // keys and values of about a tebibyte
    const engines::ModelShape shape{
        .layers = 8, .embedding = 512, .heads = 32, .kv_heads = 32, .head_dim = 128, .feed_forward = 1024, .vocabulary = 1024};
    const auto written = engines::write_gguf(settings.model_file, *engines::synthetic_model(shape, engines::Quantisation::q8_0, 1));
    ASSERT_TRUE(written) << written.error().message;
    EngineHub hub(settings);
    const auto use = hub.use();
    ASSERT_FALSE(use);
    EXPECT_EQ(use.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(use.error().message, HasSubstr("GiB are free"));
    EXPECT_EQ(hub.status().state, EngineState::failed);
}

TEST(EngineHub, AnEngineElsewhereIsJustNamed) {
    EngineSettings settings;
    settings.info.name = "m";
    settings.upstream = engines::Endpoint{.base_url = "http://127.0.0.1:9", .model = "m", .api_key = ""};
    EngineHub hub(settings);
    EXPECT_EQ(hub.status().state, EngineState::ready);
    EXPECT_EQ(hub.use()->endpoint().base_url, "http://127.0.0.1:9");
    hub.stop();
}

}  // namespace
}  // namespace kireise::assistant
