#include "commands/config.h"

#include <gmock/gmock.h>

#include <fstream>
#include <map>

#include "base/files.h"
#include "base/text.h"

namespace kireise::commands {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ReadConfig : public testing::Test {
   protected:
    std::string file(const std::string& name, std::string_view text) {
        const auto path = folder.path() / name;
        std::ofstream(path) << text;
        return path.string();
    }
    Result<Config> read(std::string_view yaml) {
        Arguments arguments{.values = options};
        arguments.values["--config"] = file("kireise.yaml", yaml);
        return read_config(arguments, environment(), "here");
    }
    Environment environment() {
        return [this](const std::string& name) { return variables.contains(name) ? variables.at(name) : ""; };
    }
    std::string problem(std::string_view yaml) {
        const auto config = read(yaml);
        return config ? "" : config.error().message;
    }

    TempDir folder = *TempDir::create();
    std::map<std::string, std::string, std::less<>> options;
    std::map<std::string, std::string> variables;
};

TEST_F(ReadConfig, HasDefaults) {
    const auto config = read_config({}, environment(), "here");
    ASSERT_TRUE(config.has_value()) << config.error().message;
    EXPECT_EQ(config->data, "here");
    EXPECT_EQ(config->server.address, "127.0.0.1");
    EXPECT_EQ(config->server.port, 8080);
    EXPECT_EQ(config->database_url, "");
    EXPECT_EQ(config->log.level, "info");
    EXPECT_TRUE(read("# nothing yet\n").has_value());
}

TEST_F(ReadConfig, TheCommandLineIsOverTheEnvironmentAndThatOverTheFile) {
    const std::string_view yaml = "data: from-file\nlisten: 127.0.0.1:1\nlog:\n  format: json\nlimits:\n  streams: 7\n";
    EXPECT_EQ(read(yaml)->data, "from-file");
    EXPECT_EQ(read(yaml)->server.streams, 7U);
    EXPECT_TRUE(read(yaml)->log.json);
    variables = {{"KIREISE_DATA", "from-environment"}, {"KIREISE_LIMITS_STREAMS", "8"}, {"KIREISE_PROXY_TRUSTED", "127.0.0.1, 10.0.0.0/8"}};
    EXPECT_EQ(read(yaml)->data, "from-environment");
    EXPECT_EQ(read(yaml)->server.streams, 8U);
    EXPECT_EQ(read(yaml)->server.proxies.size(), 2U);
    options = {{"--data", "from-option"}, {"--log-format", "text"}};
    EXPECT_EQ(read(yaml)->data, "from-option");
    EXPECT_FALSE(read(yaml)->log.json);
    EXPECT_EQ(read(yaml)->server.port, 1);
}

TEST_F(ReadConfig, NamesFileAndLineOfAMistake) {
    EXPECT_THAT(problem("data: x\nlog:\n  formatt: json\n"), AllOf(HasSubstr("kireise.yaml:3: "), HasSubstr("\"formatt\" is not known")));
    EXPECT_THAT(problem("data: x\n\nlog:\n  format: xml\n"), HasSubstr("kireise.yaml:4: "));
    EXPECT_THAT(problem("limits:\n  streams: many\n"), HasSubstr("kireise.yaml:2: "));
    EXPECT_THAT(problem("limits:\n  streams: 0\n"), HasSubstr("kireise.yaml:2: "));
    EXPECT_THAT(problem("- a\n- b\n"), HasSubstr("kireise.yaml:1: "));
    EXPECT_THAT(problem("data: x\ndata: y\n"), HasSubstr("kireise.yaml: "));
    EXPECT_THAT(problem("proxy:\n  trusted: [localhost]\n"), HasSubstr("localhost"));
    EXPECT_THAT(problem("metrics:\n  token: geheim\n"), AllOf(HasSubstr(":2: "), Not(HasSubstr("geheim"))));
    options["--config"] = "/nowhere/kireise.yaml";
    EXPECT_FALSE(read_config({.values = options}, environment(), "here").has_value());
}

TEST_F(ReadConfig, NamesTheVariableOrOptionOfAMistake) {
    variables = {{"KIREISE_LOG_LEVEL", "loud"}};
    EXPECT_THAT(problem(""), HasSubstr("KIREISE_LOG_LEVEL: "));
    variables = {{"KIREISE_LIMITS_WORKERS", "4x"}};
    EXPECT_THAT(problem(""), HasSubstr("KIREISE_LIMITS_WORKERS: "));
    variables.clear();
    options = {{"--log-format", "xml"}};
    EXPECT_THAT(problem(""), HasSubstr("--log-format: "));
}

TEST_F(ReadConfig, SecretsStandElsewhere) {
    variables = {{"DATABASE_URL", "postgresql://a@b/c"}, {"ENGINE_KEY", "key"}};
    const auto config =
        read("database:\n  url_environment: DATABASE_URL\nengine:\n  key_environment: ENGINE_KEY\nmetrics:\n  token_file: " +
             file("token", "geheim\n") + "\n");
    ASSERT_TRUE(config.has_value()) << config.error().message;
    EXPECT_EQ(config->database_url, "postgresql://a@b/c");
    EXPECT_EQ(config->engines.front().key, "key");
    EXPECT_EQ(config->metrics_token, "geheim");
    EXPECT_THAT(problem("database:\n  url_environment: NOT_SET\n"), HasSubstr("NOT_SET"));
    EXPECT_THAT(problem("database:\n  url: postgresql://x\n  url_environment: DATABASE_URL\n"), HasSubstr("keep one"));
    EXPECT_THAT(problem("engine:\n  key_file: /x\n  key_environment: ENGINE_KEY\n"), HasSubstr("keep one"));
    EXPECT_THAT(problem("metrics:\n  token_file: " + file("empty", "\n") + "\n"), HasSubstr("one line"));
}

TEST_F(ReadConfig, AnotherDatabaseReplacesTheWholeChoice) {
    options = {{"--database", "postgresql://option"}};
    EXPECT_EQ(read("database:\n  url_file: /nowhere\n")->database_url, "postgresql://option");
    options.clear();
    variables = {{"KIREISE_DATABASE", "postgresql://environment"}};
    EXPECT_EQ(read("database:\n  url: postgresql://file\n")->database_url, "postgresql://environment");
}

TEST_F(ReadConfig, NamesSeveralEnginesInOneList) {
    variables = {{"CLOUD_KEY", "geheim"}};
    const auto config = read(
        "engines:\n"
        "  - name: pc\n    model_file: /models/a.gguf\n    model_class: model/dense-3b\n"
        "  - name: cloud\n    url: https://ki.example.de\n    model: m\n    location: private-cloud\n    key_environment: CLOUD_KEY\n"
        "    ca_file: /etc/house.pem\n    silence_seconds: 60\n    scripted: true\n");
    ASSERT_TRUE(config.has_value()) << config.error().message;
    ASSERT_EQ(config->engines.size(), 2U);
    EXPECT_EQ(config->engines[0].name, "pc");
    EXPECT_EQ(config->engines[0].model_class, "model/dense-3b");
    EXPECT_EQ(config->engines[1].key, "geheim");
    EXPECT_EQ(config->engines[1].silence_seconds, 60);
    EXPECT_TRUE(config->engines[1].scripted);
    EXPECT_THAT(problem("engines:\n  - name: a\n    key: geheim\n"), AllOf(HasSubstr("kireise.yaml:"), Not(HasSubstr("geheim"))));
    EXPECT_THAT(problem("engines:\n  - name: a\n  - name: a\n"), HasSubstr("taken"));
    EXPECT_THAT(problem("engines:\n  - name: classifier\n"), HasSubstr("taken"));
    EXPECT_THAT(problem("engines:\n  - name: a\nengine:\n  model: m\n"), HasSubstr("both set"));
    EXPECT_EQ(read("")->engines.size(), 1U) << "the synthetic one, or what the environment says";
}

// deploy/kireise.example.yaml: as it is, and with every line that is commented out.
TEST_F(ReadConfig, TheExampleIsValidAlsoWithAllThatItOffers) {
    const auto example = read_file(KIREISE_SOURCE_DIR "/deploy/kireise.example.yaml");
    ASSERT_TRUE(example.has_value());
    const auto plain = read(*example);
    ASSERT_TRUE(plain.has_value()) << plain.error().message;
    std::string all;
    int offered = 0;
    for (auto line : lines(*example)) {
        const bool offer = line.find("#: ") != std::string_view::npos;  // "#: key: value"
        offered += offer ? 1 : 0;
        all += (offer ? replace_all(std::string(line), "#: ", "") : std::string(line)) + "\n";
    }
    EXPECT_GT(offered, 10);
    all = replace_all(all, "/etc/kireise/", (folder.path() / "").string());
    for (const auto* name : {"database-url", "metrics-token", "engine-key"}) (void)file(name, "secret");
    const auto whole = read(all);
    ASSERT_TRUE(whole.has_value()) << whole.error().message;
    EXPECT_EQ(whole->metrics_token, "secret");
    EXPECT_EQ(whole->database_url, "secret");
    EXPECT_FALSE(whole->server.proxies.empty());
}

}  // namespace
}  // namespace kireise::commands
