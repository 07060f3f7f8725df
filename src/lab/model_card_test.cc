#include "lab/model_card.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "blueprint/schema_check.h"
#include "lab/testing.h"

namespace kireise::lab {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

ModelCard card() {
    auto run = testing::some_run("id", "usecase/mail-sorting");
    run.engine = {.kind = EngineKind::classifier, .name = "fastText"};
    run.value = 0.875;
    run.interval = {0.8, 0.95};
    run.bar = 0.85;
    run.classifier = ClassifierDetails{.train_mails = 10, .train_ms = 1, .test = engines::evaluate({{"a", "a"}, {"a", "b"}, {"b", "b"}})};
    return {"usecase/mail-sorting", "Posteingang", "CC-BY-4.0", "m.bin", std::string(64, 'a'), 1234, run};
}

TEST(ModelCard, SaysDataQualityWithIntervalAndLimits) {
    EXPECT_THAT(to_markdown(card()), AllOf(HasSubstr("87,5 %"), HasSubstr("80,0 % bis 95,0 %"), HasSubstr("85,0 %. Bestanden."),
                                           HasSubstr("| a | 0,67 |"), HasSubstr("CC-BY-4.0"), HasSubstr("Ein Mensch entscheidet.")));
}

TEST(ModelCard, KeepsToThePublishedSchema) {
    const auto text = read_file(std::filesystem::path(KIREISE_SOURCE_DIR) / "blueprint/schemas/model-card.schema.json").value();
    const auto schema = blueprint::Schema::parse(text).value();
    EXPECT_THAT(schema.check(to_json(card())), ::testing::IsEmpty());
    auto wrong = to_json(card());
    wrong["quality"].erase("interval");
    EXPECT_FALSE(schema.check(wrong).empty());
}

}  // namespace
}  // namespace kireise::lab
