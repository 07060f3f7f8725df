#include "lab/rule_run.h"

#include <gmock/gmock.h>

#include "lab/testing.h"

namespace kireise::lab {
namespace {

const RunHead head{.id = "run", .commit = "commit", .started = {}};

blueprint::UseCase sorting() {
    blueprint::UseCase out;
    out.id = "usecase/x";
    out.labels = {{"second", ""}, {"first", ""}};
    out.rules = {{"first", {"Müll", "gelbe Tonne", "Straße"}}, {"second", {"Pass", "Tonne"}}};
    return out;
}

TEST(RuleRun, AWordCountsWhereAWordOfTheTextBegins) {
    EXPECT_EQ(label_by_rules(sorting(), "Die MÜLLTONNE ist voll."), "first");
    EXPECT_EQ(label_by_rules(sorting(), "„Müll“!"), "first");
    EXPECT_EQ(label_by_rules(sorting(), "Mein Reisepass"), "");
    EXPECT_EQ(label_by_rules(sorting(), "Sperrmüll"), "");
    EXPECT_EQ(label_by_rules(sorting(), "Strasse"), "first") << "ß is ss";
    EXPECT_EQ(label_by_rules(sorting(), ""), "");
}

TEST(RuleRun, MostWordsWinThenTheOrderOfLabels) {
    EXPECT_EQ(label_by_rules(sorting(), "Die gelbe\n Tonne und der Müll, Tonne Tonne"), "first") << "each word counts once";
    EXPECT_EQ(label_by_rules(sorting(), "Müll und Pass"), "second");
}

TEST(RuleRun, SortsTheMailsOfTheBlaupauseAndIsNoModel) {
    const auto content = testing::real_content();
    const auto& usecase = *content->find<blueprint::UseCase>("usecase/mail-sorting");
    const auto run = run_rules(*content, usecase, head);
    ASSERT_TRUE(run) << run.error().message;
    RecordProperty("accuracy", std::to_string(run->value));
    EXPECT_EQ(run->engine.kind, EngineKind::rule);
    EXPECT_EQ(run->samples, content->mails_of(usecase.id)->test.size());
    EXPECT_EQ(run->classifier->outcomes.size(), run->samples);
    EXPECT_EQ(run->classifier->train_mails, 0U);
    EXPECT_GT(run->value, 0.3) << "eight labels: guessing gives about 0.13";
    EXPECT_EQ(run_rules(*content, usecase, head)->value, run->value);
}

TEST(RuleRun, WithoutRulesThereIsNone) {
    const auto content = testing::small_content();
    const auto& plain = *content->find<blueprint::UseCase>("usecase/plain-language");
    EXPECT_EQ(run_rules(*content, plain, head).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace kireise::lab
