#include "commands/models.h"

#include <gmock/gmock.h>

#include <sstream>

#include "base/files.h"
#include "base/json.h"
#include "base/sha256.h"
#include "blueprint/snapshot.h"
#include "commands/all.h"
#include "engines/synthetic.h"
#include "people/content.h"

namespace kireise::commands {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct Ran {
    int code = 0;
    std::string out;
    std::string err;
};

Ran run(std::vector<std::string> words) {
    words.insert(words.begin(), "kireise");
    std::vector<const char*> arguments;
    for (const auto& word : words) arguments.push_back(word.c_str());
    std::ostringstream out;
    std::ostringstream err;
    const int code = run_command_line(all_commands(), static_cast<int>(arguments.size()), arguments.data(), out, err);
    return {code, out.str(), err.str()};
}

// A file of model/dense-500m without its values: half a gigabyte, nearly nothing on the disk.
class ModelsCommands : public testing::Test {
   protected:
    std::filesystem::path class_file() {
        const auto classes = built_in_model_classes().value();
        const auto found = std::ranges::find(classes, "model/dense-500m", &blueprint::ModelClass::id);
        auto model = engines::synthetic_model(found->shape, engines::Quantisation::q4_k, 1).value();
        for (auto& tensor : model.tensors) tensor.fill = nullptr;
        model.metadata.emplace_back("general.license", std::string("apache-2.0"));
        EXPECT_TRUE(engines::write_gguf(folder_.path() / "class.gguf", model));
        return folder_.path() / "class.gguf";
    }
    std::filesystem::path small_file() {
        const engines::ModelShape shape{1, 32, 4, 1, 8, 32, 4, true, 0, 0};
        EXPECT_TRUE(
            engines::write_gguf(folder_.path() / "small.gguf", engines::synthetic_model(shape, engines::Quantisation::q4_0, 1).value()));
        return folder_.path() / "small.gguf";
    }
    std::string data() { return (folder_.path() / "data").string(); }

   private:
    TempDir folder_ = TempDir::create().value();
};

TEST_F(ModelsCommands, InspectSaysClassMemoryAndLicence) {
    const auto file = class_file().string();
    const auto english = run({"models", "inspect", file});
    EXPECT_EQ(english.code, 0) << english.err;
    EXPECT_THAT(english.out,
                AllOf(HasSubstr("model/dense-500m (the same shape)"), HasSubstr("Q4_K_M"), HasSubstr("4,096 tokens"),
                      HasSubstr("8,192 tokens"), HasSubstr("apache-2.0 (says the file"), HasSubstr("not made for conversations")));
    EXPECT_THAT(run({"models", "inspect", file, "--lang", "de"}).out, AllOf(HasSubstr("dieselben Maße"), HasSubstr("zu prüfen")));
    const auto json = parse_json(run({"models", "inspect", file, "--json"}).out).value();
    EXPECT_EQ(json["class"], "model/dense-500m");
    EXPECT_EQ(json["memory"][0]["context_tokens"], 4096);
    EXPECT_EQ(json["memory"][0]["context_bytes"], 4096ULL * 24 * 2 * 64 * 2 * 2);
    EXPECT_GT(json["memory"][1]["total_bytes"], json["memory"][0]["total_bytes"]);
    EXPECT_EQ(json["shape"]["layers"], 24);
}

TEST_F(ModelsCommands, InspectRefusesWithASentence) {
    const auto missing = run({"models", "inspect", "/nowhere/m.gguf"});
    EXPECT_EQ(missing.code, 4);
    const auto file = small_file();
    ASSERT_TRUE(write_file(file, "GGUF"));
    const auto broken = run({"models", "inspect", file.string()});
    EXPECT_EQ(broken.code, 3);
    EXPECT_THAT(broken.err, HasSubstr("kireise: This is no GGUF model file"));
}

TEST_F(ModelsCommands, AddListAndRemove) {
    const auto file = small_file();
    const auto hash = sha256_of_file(file).value();
    const auto wrong = run({"models", "add", file.string(), "--sha256", std::string(64, '0'), "--data", data()});
    EXPECT_EQ(wrong.code, 3);
    EXPECT_THAT(wrong.err, HasSubstr(hash));
    const auto added = run({"models", "add", file.string(), "--sha256", hash, "--data", data()});
    EXPECT_EQ(added.code, 0) << added.err;
    EXPECT_THAT(added.out, AllOf(HasSubstr("small.gguf"), HasSubstr("not said; to be checked")));
    EXPECT_EQ(run({"models", "add", file.string(), "--sha256", hash, "--data", data()}).code, 6);
    EXPECT_THAT(run({"models", "list", "--data", data()}).out, testing::StartsWith("small.gguf\t"));
    EXPECT_EQ(parse_json(run({"models", "list", "--json", "--data", data()}).out).value()[0]["sha256"], hash);
    EXPECT_EQ(run({"models", "remove", "small.gguf", "--data", data()}).code, 0);
    EXPECT_EQ(run({"models", "remove", "small.gguf", "--data", data()}).code, 4);
    EXPECT_EQ(run({"models", "list", "--data", data()}).out, "");
}

TEST_F(ModelsCommands, AddNeedsAHash) { EXPECT_EQ(run({"models", "add", "m.gguf", "--data", data()}).code, 3); }

}  // namespace
}  // namespace kireise::commands
