#include "lab/lab_run.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "blueprint/schema_check.h"
#include "lab/testing.h"

namespace kireise::lab {
namespace {

using ::testing::IsEmpty;

std::vector<std::string> violations(const Json& json) {
    const auto text = read_file(std::filesystem::path(KIREISE_SOURCE_DIR) / "blueprint/schemas/lab-run.schema.json").value();
    std::vector<std::string> out;
    for (const auto& problem : blueprint::Schema::parse(text).value().check(json))
        out.push_back(problem.pointer + ": " + problem.expectation);
    return out;
}

LabRun classifier_run() {
    auto run = testing::some_run("id", "usecase/mail-sorting");
    run.engine = {.kind = EngineKind::classifier, .name = "fastText"};
    run.classifier = ClassifierDetails{.train_mails = 10,
                                       .train_ms = 12.5,
                                       .test = engines::evaluate({{"a", "a"}, {"a", "b"}, {"b", "b"}}),
                                       .outcomes = {{"m1", true}, {"m2", false}, {"m3", true}}};
    return run;
}

TEST(LabRun, ComesBackFromJsonAsItWas) {
    for (auto run : {testing::some_run("id", "usecase/x"), classifier_run()}) {
        run.engine.synthetic = true;
        run.engine.scripted = true;
        const auto json = to_json(run);
        const auto back = lab_run_from_json(parse_json(json.dump()).value());
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(to_json(*back), json);
        EXPECT_EQ(back->started, run.started);
        EXPECT_EQ(back->cases.at(1).problem, "The prompt is too long.");
        EXPECT_EQ(back->cases.at(0).checks, run.cases.at(0).checks);
        EXPECT_TRUE(back->engine.scripted);
    }
}

TEST(LabRun, KeepsToThePublishedSchema) {
    EXPECT_THAT(violations(to_json(testing::some_run("0123456789abcdef0123456789abcdef", "usecase/x"))), IsEmpty());
    EXPECT_THAT(violations(to_json(classifier_run())), IsEmpty());
    auto broken = testing::some_run("id", "usecase/x");
    broken.problem = "The engine went away.";
    EXPECT_THAT(violations(to_json(broken)), IsEmpty());
    auto wrong = to_json(classifier_run());
    wrong["value"] = 1.5;
    EXPECT_FALSE(violations(wrong).empty());
    wrong = to_json(classifier_run());
    wrong["account"] = "somebody";
    EXPECT_FALSE(violations(wrong).empty());
}

TEST(LabRun, OtherJsonIsRefusedWithAReason) {
    EXPECT_FALSE(lab_run_from_json(Json::object()));
    EXPECT_FALSE(lab_run_from_json(Json::array()));
    auto json = to_json(testing::some_run("id", "usecase/x"));
    json["metric"] = "beauty";
    EXPECT_THAT(lab_run_from_json(json).error().message, ::testing::HasSubstr("accuracy, checks-passed"));
    json = to_json(testing::some_run("id", "usecase/x"));
    json["version"] = 2;
    EXPECT_FALSE(lab_run_from_json(json));
}

}  // namespace
}  // namespace kireise::lab
