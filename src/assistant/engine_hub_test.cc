#include "assistant/engine_hub.h"

#include <gmock/gmock.h>

#include <future>

#include "assistant/test_engine.h"
#include "base/files.h"

namespace kireise::assistant {
namespace {

using ::testing::HasSubstr;

TEST(EngineHub, StartsWithTheFirstRequestAndAnswers) {
    const auto folder = *TempDir::create();
    EngineHub hub(testing::real_engine(folder.path()));
    EXPECT_EQ(hub.status().state, EngineState::not_started);
    const auto endpoint = hub.endpoint();
    ASSERT_TRUE(endpoint) << endpoint.error().message;
    EXPECT_EQ(hub.status().state, EngineState::ready);
    const auto answer = engines::chat(*endpoint, {{"user", "Guten Tag"}}, {.max_tokens = 16});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_FALSE(answer->text.empty());
}

TEST(EngineHub, ManyFirstRequestsStartOneEngine) {
    const auto folder = *TempDir::create();
    EngineHub hub(testing::real_engine(folder.path()));
    std::vector<std::future<Result<engines::Endpoint>>> waiting;
    for (int i = 0; i < 6; ++i) waiting.push_back(std::async(std::launch::async, [&] { return hub.endpoint(); }));
    std::string address;
    for (auto& one : waiting) {
        const auto endpoint = one.get();
        ASSERT_TRUE(endpoint) << endpoint.error().message;
        if (address.empty()) address = endpoint->base_url;
        EXPECT_EQ(endpoint->base_url, address);
    }
}

TEST(EngineHub, EndsItsEngineWhenStopped) {
    const auto folder = *TempDir::create();
    EngineHub hub(testing::real_engine(folder.path()));
    const auto endpoint = hub.endpoint();
    ASSERT_TRUE(endpoint) << endpoint.error().message;
    hub.stop();
    EXPECT_FALSE(engines::chat(*endpoint, {{"user", "Noch da?"}}, {.max_tokens = 4}));
    const auto after = hub.endpoint();
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().kind, ErrorKind::unavailable);
}

TEST(EngineHub, AMissingEngineSaysHowToGetItAndIsLookedForAgain) {
    const auto folder = *TempDir::create();
    auto settings = testing::real_engine(folder.path() / "work");
    settings.places = {.engine_dir = folder.path() / "engine", .cache_home = "", .path = ""};
    EngineHub hub(settings);
    const auto missing = hub.endpoint();
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(missing.error().message, HasSubstr("make engine"));
    EXPECT_EQ(hub.status().state, EngineState::failed);
    EXPECT_THAT(hub.status().problem, HasSubstr("make engine"));

    std::filesystem::create_directories(folder.path() / "engine");
    std::filesystem::create_symlink(testing::real_programs().server, folder.path() / "engine" / "llama-server");
    std::filesystem::create_symlink(testing::real_programs().bench, folder.path() / "engine" / "llama-bench");
    const auto found = hub.endpoint();
    EXPECT_TRUE(found) << found.error().message;
}

TEST(EngineHub, AModelFileThatIsNoneFailsWithASentence) {
    const auto folder = *TempDir::create();
    auto settings = testing::real_engine(folder.path());
    settings.model_file = folder.path() / "broken.gguf";
    ASSERT_TRUE(write_file(settings.model_file, "no model"));
    EngineHub hub(settings);
    const auto endpoint = hub.endpoint();
    ASSERT_FALSE(endpoint);
    EXPECT_THAT(endpoint.error().message, HasSubstr("llama-server"));
    EXPECT_EQ(hub.status().state, EngineState::failed);
}

TEST(EngineHub, AnEngineElsewhereIsJustNamed) {
    EngineSettings settings;
    settings.info.name = "m";
    settings.upstream = engines::Endpoint{.base_url = "http://127.0.0.1:9", .model = "m", .api_key = ""};
    EngineHub hub(settings);
    EXPECT_EQ(hub.status().state, EngineState::ready);
    EXPECT_EQ(hub.endpoint()->base_url, "http://127.0.0.1:9");
    hub.stop();
}

}  // namespace
}  // namespace kireise::assistant
