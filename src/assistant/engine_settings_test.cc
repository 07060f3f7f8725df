#include "assistant/engine_settings.h"

#include <gmock/gmock.h>

#include "base/files.h"

namespace kireise::assistant {
namespace {

using blueprint::EngineLocation;
using ::testing::HasSubstr;
using ::testing::Not;

Result<EngineSettings> settings(const EngineEnvironment& environment) { return engine_settings(environment, {}, "folder"); }

TEST(EngineSettings, WithoutAnythingItIsTheSyntheticModelOnThisPc) {
    const auto made = settings({});
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->info.synthetic);
    EXPECT_EQ(made->info.location, EngineLocation::workstation);
    EXPECT_FALSE(made->upstream);
    EXPECT_EQ(made->folder, "folder");
}

TEST(EngineSettings, AnEngineElsewhereComesWithNamePlaceAndKey) {
    const auto folder = *TempDir::create();
    ASSERT_TRUE(write_file(folder.path() / "key", "  secret-1\n"));
    const auto made =
        settings({.url = "http://10.0.0.7:8000/", .model = "m-7b", .location = "own-server", .key_file = folder.path() / "key"});
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->upstream->base_url, "http://10.0.0.7:8000");
    EXPECT_EQ(made->upstream->model, "m-7b");
    EXPECT_EQ(made->upstream->api_key, "secret-1");
    EXPECT_EQ(made->upstream->location, EngineLocation::own_server);
    EXPECT_EQ(made->info.location, EngineLocation::own_server);
    EXPECT_EQ(made->info.name, "m-7b");
    EXPECT_FALSE(made->info.synthetic);
}

TEST(EngineSettings, WhereAnEngineStandsIsNeverGuessed) {
    for (const auto* location : {"", "here", "Workstation"}) {
        const auto made = settings({.url = "http://x:1", .model = "m", .location = location});
        ASSERT_FALSE(made) << location;
        EXPECT_THAT(made.error().message, HasSubstr("KIREISE_ENGINE_LOCATION"));
        EXPECT_THAT(made.error().message, HasSubstr("private-cloud"));
    }
}

TEST(EngineSettings, EveryMistakeNamesItsVariable) {
    EXPECT_THAT(settings({.url = "ftp://x", .model = "m", .location = "workstation"}).error().message, HasSubstr("KIREISE_ENGINE_URL"));
    EXPECT_THAT(settings({.url = "http://x", .location = "workstation"}).error().message, HasSubstr("KIREISE_ENGINE_MODEL"));
    EXPECT_THAT(settings({.url = "http://x", .model = "m", .location = "workstation", .key_file = "/nowhere/key"}).error().message,
                HasSubstr("KIREISE_ENGINE_KEY_FILE"));
    EXPECT_THAT(settings({.url = "http://x", .model = "m", .location = "workstation", .model_file = "a.gguf"}).error().message,
                HasSubstr("KIREISE_ENGINE_MODEL_FILE"));
    EXPECT_THAT(settings({.location = "public-cloud", .model_file = "a.gguf"}).error().message, HasSubstr("own-server"));
}

TEST(EngineSettings, AnEntryOfTheConfigurationIsNamedAndCarriesItsLimits) {
    const auto made = settings({.url = "https://ki.example.de/",
                                .model = "m",
                                .location = "private-cloud",
                                .name = "cloud",
                                .model_class = "model/dense-8b",
                                .ca_file = "/etc/ssl/house.pem",
                                .silence_seconds = 7,
                                .start_seconds = 9});
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->upstream->base_url, "https://ki.example.de");
    EXPECT_EQ(made->upstream->ca_file, "/etc/ssl/house.pem");
    EXPECT_EQ(made->info.model_class, "model/dense-8b");
    EXPECT_EQ(made->silence_limit, std::chrono::seconds(7));
    EXPECT_EQ(made->start_limit, std::chrono::seconds(9));
    EXPECT_TRUE(made->info.real());
    EXPECT_FALSE(settings({.url = "http://x", .model = "m", .location = "workstation", .name = "x", .scripted = true})->info.real());
    EXPECT_THAT(settings({.url = "http://x", .model = "m", .name = "cloud"}).error().message, HasSubstr("engines, cloud: location"));
    EXPECT_THAT(settings({.url = "http://x", .model = "m", .location = "workstation", .name = "x", .ca_file = "f"}).error().message,
                HasSubstr("https"));
}

TEST(EngineSettings, AKeyThatCouldBreakTheHeaderIsRefusedAndNotRepeated) {
    const auto folder = *TempDir::create();
    ASSERT_TRUE(write_file(folder.path() / "key", "geheim\r\nX-Other: 1"));
    const auto made = settings({.url = "http://x", .model = "m", .location = "workstation", .key_file = folder.path() / "key"});
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error().message, Not(HasSubstr("geheim")));
}

TEST(EngineSettings, AModelFileRunsOnThisMachine) {
    const auto made = settings({.location = "own-server", .model_file = "/models/mid-3b-q4.gguf"});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->info.name, "mid-3b-q4");
    EXPECT_EQ(made->info.location, EngineLocation::own_server);
    EXPECT_FALSE(made->info.synthetic);
    EXPECT_EQ(settings({.model_file = "/models/a.gguf"})->info.location, EngineLocation::workstation);
}

}  // namespace
}  // namespace kireise::assistant
