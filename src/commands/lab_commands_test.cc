// The commands of the lab on a town with the real Blaupause: rules, a trained classifier, and an engine of the configuration that is
// played.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "assistant/scripted_upstream.h"
#include "base/files.h"
#include "commands/all.h"
#include "commands/installation.h"
#include "commands/portal.h"
#include "commands/rooms.h"
#include "engines/classifier.h"
#include "lab/lab_store.h"
#include "lab/testing.h"

namespace kireise::commands {
namespace {

using assistant::testing::chunk;
using assistant::testing::last_chunk;
using assistant::testing::says;
using assistant::testing::ScriptedUpstream;
using testing::AllOf;
using testing::HasSubstr;

class LabCommands : public testing::Test {
   protected:
    LabCommands() { EXPECT_TRUE(installation().create("test", lab::testing::real_tree())); }

    people::Installation installation() { return *installation_of(Arguments{{{"--data", data()}}, {}}); }
    std::string data() { return (folder.path() / "data").string(); }
    std::string path(const std::string& name) { return (folder.path() / name).string(); }

    // A configuration that names one engine, played by `upstream`.
    std::string config(const ScriptedUpstream& upstream, const std::string& more) {
        std::ofstream(path("kireise.yaml")) << "engines:\n  - name: played\n    url: " << upstream.settings().upstream->base_url
                                            << "\n    model: m\n    model_class: model/dense-3b\n    location: own-server\n"
                                            << more;
        return path("kireise.yaml");
    }

    Result<> run(const Command& command, std::map<std::string, std::string, std::less<>> values, bool json = false) {
        values.emplace("--data", data());
        out.str("");
        Io io{out, err, texts, json, "de"};
        return command.run({.values = std::move(values), .flags = {}}, io);
    }
    std::optional<lab::RunSummary> newest(const std::string& usecase) {
        const auto town = open_town(installation(), "").value();
        const auto runs = lab::summaries_of(town->db(), usecase).value();
        return runs.empty() ? std::nullopt : std::optional(runs.front());
    }

    TempDir folder = *TempDir::create();
    people::Texts texts = people::built_in_texts("de").value();
    std::ostringstream out, err;
};

TEST_F(LabCommands, RunsTheRulesAndListsTheLadder) {
    const auto done = run(lab_run_command(), {{"--usecase", "mail-sorting"}, {"--engine", "rule"}, {"--out", path("run.json")}});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_THAT(out.str(), AllOf(HasSubstr("keywords"), HasSubstr("gefordert")));
    const auto kept = newest("usecase/mail-sorting");
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->engine.kind, lab::EngineKind::rule);
    EXPECT_EQ(lab::lab_run_from_json(parse_json(read_file(path("run.json")).value()).value())->id, kept->id);
    ASSERT_TRUE(run(lab_list_command(), {}, true));
    const auto listed = parse_json(out.str()).value();
    EXPECT_EQ(listed["engines"].size(), 3U) << "rule, classifier, synthetic";
    const auto ladder = std::ranges::find_if(listed["usecases"], [](const Json& one) { return one["usecase"] == "usecase/mail-sorting"; });
    EXPECT_EQ((*ladder)["steps"][0]["run"]["id"], kept->id);
    ASSERT_TRUE(run(lab_list_command(), {}));
    EXPECT_THAT(out.str(), AllOf(HasSubstr("synthetic"), HasSubstr("usecase/plain-language")));
}

TEST_F(LabCommands, TrainsAClassifierThatCanBeLoadedWithItsCard) {
    ASSERT_TRUE(run(classifier_train_command(), {{"--usecase", "usecase/mail-sorting"}, {"--out", path("post.bin")}}));
    const auto loaded = engines::Classifier::load(path("post.bin"));
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->predict("Die Mülltonne wurde nicht geleert").front().label, "environment");
    const auto card = parse_json(read_file(path("post.bin.json")).value()).value();
    EXPECT_EQ(card["licence"], "CC-BY-4.0");
    EXPECT_EQ(card["quality"]["accuracy"], newest("usecase/mail-sorting")->value);
    EXPECT_THAT(read_file(path("post.bin.md")).value(), AllOf(HasSubstr("# Modellkarte"), HasSubstr("## Grenzen")));
    EXPECT_EQ(run(classifier_train_command(), {{"--usecase", "plain-language"}, {"--out", path("x.bin")}}).error().kind,
              ErrorKind::invalid);
}

TEST_F(LabCommands, AnEngineOfTheConfigurationAnswersAndAScriptedOneNeverCounts) {
    const ScriptedUpstream upstream(says(chunk("Nein.") + last_chunk()));
    const auto file = config(upstream, "    scripted: true\n");
    const auto done = run(lab_run_command(), {{"--usecase", "plain-language"}, {"--engine", "played"}, {"--config", file}});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_THAT(out.str(), HasSubstr("Testprogramm"));
    const auto kept = newest("usecase/plain-language");
    EXPECT_TRUE(kept->engine.scripted);
    EXPECT_FALSE(kept->counts());
    EXPECT_EQ(kept->engine.model, "model/dense-3b");
    const auto town = open_town(installation(), "").value();
    EXPECT_EQ(lab::tested_usecases(town->db()).value(), 0);
    EXPECT_TRUE(lab::complete_runs(town->db(), "usecase/plain-language")->empty());
}

TEST_F(LabCommands, AnEngineThatIsAwayIsToldAndTheBrokenRunKept) {
    std::string file;
    {
        const ScriptedUpstream upstream(says(""));
        file = config(upstream, "");
    }
    const auto done = run(lab_run_command(), {{"--usecase", "plain-language"}, {"--engine", "played"}, {"--config", file}});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::unavailable);
    EXPECT_FALSE(newest("usecase/plain-language")->complete());
}

TEST_F(LabCommands, SaysWhatIsMissing) {
    EXPECT_THAT(run(lab_run_command(), {{"--engine", "rule"}}).error().message, HasSubstr("--usecase"));
    EXPECT_THAT(run(lab_run_command(), {{"--usecase", "mail-sorting"}}).error().message, HasSubstr("--engine"));
    EXPECT_THAT(run(lab_run_command(), {{"--usecase", "mail-sorting"}, {"--engine", "none"}}).error().message,
                HasSubstr("rule, classifier, synthetic"));
    EXPECT_EQ(run(lab_run_command(), {{"--usecase", "none"}, {"--engine", "rule"}}).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace kireise::commands
