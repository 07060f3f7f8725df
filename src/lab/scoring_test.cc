#include "lab/scoring.h"

#include <gmock/gmock.h>

namespace kireise::lab {
namespace {

using ::testing::ElementsAre;

blueprint::GoldCase gold_with(const std::vector<Json>& checks) {
    blueprint::GoldCase gold{.id = "case"};
    for (const auto& check : checks)
        gold.checks.push_back({*blueprint::from_id<blueprint::CheckKind>(check.at("kind").get<std::string>()), check});
    return gold;
}

const Json right_label{{"kind", "label"}, {"value", "building"}};
const Json too_short{{"kind", "min_chars"}, {"value", 100}};

TEST(Scoring, PassesOnlyWithAllChecks) {
    EXPECT_TRUE(judged({.answer = "building"}, gold_with({right_label})).passed);
    EXPECT_FALSE(judged({.answer = "building"}, gold_with({right_label, too_short})).passed);
    EXPECT_FALSE(judged({.answer = "building"}, gold_with({})).passed) << "nothing was checked";
}

TEST(Scoring, LabelsCountAloneForAccuracy) {
    const std::vector cases{judged({.answer = "building"}, gold_with({right_label, too_short})),
                            judged({.answer = "social"}, gold_with({right_label})), judged({.answer = "x"}, gold_with({too_short})),
                            CaseResult{.problem = "no answer"}};
    EXPECT_THAT(right_labels_of(cases), ElementsAre(1, 0, 0, 0));
    EXPECT_THAT(passes_of(cases), ElementsAre(0, 0, 0, 0));
}

TEST(Scoring, FiguresOfARun) {
    LabRun run{{.bar = 0.75}, {}, {}};
    for (int i = 1; i <= 10; ++i) run.cases.push_back({.first_token_ms = i * 10.0, .total_ms = i * 100.0});
    run.cases.push_back({.first_token_ms = 0, .problem = "too long"});
    finish_run(run, {1, 1, 1, 0});
    EXPECT_EQ(run.samples, 4U);
    EXPECT_EQ(run.value, 0.75);
    EXPECT_TRUE(run.passed());
    EXPECT_LE(run.interval.low, 0.5);
    EXPECT_EQ(run.interval.high, 1);
    EXPECT_EQ(run.first_token, (Spread{50, 90}));
    EXPECT_EQ(run.total, (Spread{500, 900}));
}

TEST(Scoring, SyntheticBrokenAndEmptyRunsNeverPass) {
    LabRun good{{.samples = 10, .value = 1, .bar = 0.5}, {}, {}};
    EXPECT_TRUE(good.passed());
    auto synthetic = good;
    synthetic.engine.synthetic = true;
    EXPECT_FALSE(synthetic.passed());
    auto broken = good;
    broken.problem = "The engine went away.";
    EXPECT_FALSE(broken.passed());
    EXPECT_FALSE((RunSummary{.samples = 0, .value = 0, .bar = 0}).passed());
}

}  // namespace
}  // namespace kireise::lab
