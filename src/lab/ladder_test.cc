#include "lab/ladder.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "base/files.h"
#include "blueprint/schema_check.h"
#include "lab/testing.h"

namespace kireise::lab {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const blueprint::Bar bar{.metric = blueprint::Metric::checks_passed, .minimum = 0.8, .reason = ""};
const std::vector<Rung> every{Rung::rule,     Rung::classifier, Rung::model_1b,     Rung::model_3b,
                              Rung::model_8b, Rung::model_24b,  Rung::private_cloud};

std::optional<std::int64_t> billions(const std::string& model) {
    if (model.empty()) return std::nullopt;
    return std::stoll(model) * 1'000'000'000;
}

RunSummary run_of(const std::string& billion, double value, const std::string& name = "m") {
    RunSummary run = testing::some_run("run-" + billion + name, "usecase/x");
    run.engine.model = billion;
    run.engine.name = name;
    run.value = value;
    return run;
}

RunSummary run_of(EngineKind kind, double value) {
    auto run = run_of("", value);
    run.engine.kind = kind;
    return run;
}

Ladder ladder_of(const std::vector<RunSummary>& newest_first) { return ladder(bar, every, newest_first, billions); }

TEST(Ladder, ASizeHasItsRung) {
    EXPECT_EQ(rung_of_size(500'000'000), Rung::model_1b);
    EXPECT_EQ(rung_of_size(1'240'000'000), Rung::model_1b);
    EXPECT_EQ(rung_of_size(3'210'000'000), Rung::model_3b);
    EXPECT_EQ(rung_of_size(8'030'000'000), Rung::model_8b);
    EXPECT_EQ(rung_of_size(23'600'000'000), Rung::model_24b);
    EXPECT_EQ(rung_of_size(30'500'000'000), Rung::model_24b) << "a mixture of experts of this size";
    EXPECT_EQ(rung_of_size(120'000'000'000), Rung::private_cloud);
}

TEST(Ladder, AModelIsWhereItsSizeSaysNotWhereItRuns) {
    EngineUsed engine{.kind = EngineKind::chat, .name = "m", .model = "8", .location = blueprint::EngineLocation::private_cloud};
    EXPECT_EQ(rung_of(engine, billions), Rung::model_8b);
    engine.model = "";
    EXPECT_EQ(rung_of(engine, billions), Rung::private_cloud);
    engine.location = blueprint::EngineLocation::workstation;
    EXPECT_EQ(rung_of(engine, billions), std::nullopt);
    EXPECT_EQ(ladder_of({run_of("", 1)}).unplaced, 1U);
}

TEST(Ladder, NamesTheSmallestThatPassesAndWhatNobodyTested) {
    const auto found = ladder_of({run_of("24", 1), run_of("3", 0.85), run_of(EngineKind::rule, 0.3)});
    ASSERT_NE(found.smallest(), nullptr);
    EXPECT_EQ(found.smallest()->rung, Rung::model_3b);
    EXPECT_EQ(found.smallest()->run->id, "run-3m");
    EXPECT_THAT(found.untested(), ElementsAre(Rung::classifier, Rung::model_1b));
    EXPECT_EQ(found.steps.at(0).state, RungState::failed);
}

TEST(Ladder, WithoutAPassEveryUntestedRungIsNamed) {
    const auto found = ladder(bar, {Rung::classifier, Rung::model_1b}, {run_of("1", 0.1)}, billions);
    EXPECT_EQ(found.smallest(), nullptr);
    EXPECT_THAT(found.untested(), ElementsAre(Rung::classifier));
    EXPECT_EQ(found.steps.at(0).state, RungState::not_possible);
}

TEST(Ladder, TheNewestRunOfAnEngineDecides) {
    EXPECT_EQ(ladder_of({run_of("3", 0.1), run_of("3", 1)}).smallest(), nullptr);
    EXPECT_NE(ladder_of({run_of("3", 0.1, "one"), run_of("3", 1, "other")}).smallest(), nullptr);
}

TEST(Ladder, WhatDoesNotCountIsLeftOut) {
    auto synthetic = run_of("1", 1), scripted = run_of("1", 1), broken = run_of("1", 1), other = run_of("1", 1);
    synthetic.engine.synthetic = true;
    scripted.engine.scripted = true;
    broken.problem = "The engine went away.";
    other.metric = blueprint::Metric::accuracy;
    const auto found = ladder_of({synthetic, scripted, broken, other});
    EXPECT_EQ(found.smallest(), nullptr);
    EXPECT_EQ(found.steps.at(2).state, RungState::not_tested);
}

TEST(Ladder, TheBarOfTodayDecides) {
    auto run = run_of("1", 0.7);
    run.bar = 0.5;
    EXPECT_EQ(ladder_of({run}).smallest(), nullptr);
}

std::vector<RunSummary> arbitrary_runs() {
    std::vector<RunSummary> out;
    for (int i = 0, n = *rc::gen::inRange(0, 12); i < n; ++i) {
        auto run = run_of(*rc::gen::element<std::string>("", "1", "3", "8", "24", "100"), *rc::gen::element(0.1, 0.79, 0.8, 1.0),
                          *rc::gen::element<std::string>("a", "b"));
        run.engine.kind = *rc::gen::element(EngineKind::rule, EngineKind::classifier, EngineKind::chat);
        run.engine.synthetic = *rc::gen::inRange(0, 4) == 0;
        out.push_back(std::move(run));
    }
    return out;
}

RC_GTEST_PROP(LadderProperties, EveryRungStandsThereOnceInOrder, ()) {
    const auto found = ladder_of(arbitrary_runs());
    RC_ASSERT(found.steps.size() == every.size());
    for (std::size_t i = 0; i < every.size(); ++i) RC_ASSERT(found.steps[i].rung == every[i]);
}

RC_GTEST_PROP(LadderProperties, NoRungBelowTheSmallestPassedAndItsRunShowsIt, ()) {
    const auto found = ladder_of(arbitrary_runs());
    for (const auto& step : found.steps) {
        if (&step == found.smallest()) {
            RC_ASSERT(step.run->counts() && step.run->value >= bar.minimum);
            break;
        }
        RC_ASSERT(step.state != RungState::passed);
        if (step.run) RC_ASSERT(step.run->value < bar.minimum);
    }
}

RC_GTEST_PROP(LadderProperties, ALargerPassNeverHidesASmallerOne, ()) {
    auto runs = arbitrary_runs();
    const auto before = ladder_of(runs);
    runs.insert(runs.begin(), run_of("100", 1, "huge"));
    const auto after = ladder_of(runs);
    RC_ASSERT(after.smallest() != nullptr);
    if (before.smallest() != nullptr) RC_ASSERT(after.smallest()->rung == before.smallest()->rung);
}

RC_GTEST_PROP(LadderProperties, ARunOfOneRungChangesNoOther, ()) {
    auto runs = arbitrary_runs();
    const auto before = ladder_of(runs);
    runs.insert(runs.begin(), run_of("3", *rc::gen::element(0.1, 1.0), "new"));
    const auto after = ladder_of(runs);
    for (std::size_t i = 0; i < every.size(); ++i) {
        if (every[i] != Rung::model_3b) RC_ASSERT(after.steps[i].state == before.steps[i].state);
    }
}

TEST(Ladder, KnowsWhatTheContentMakesPossible) {
    const auto content = testing::real_content();
    const auto& plain = *content->find<blueprint::UseCase>("usecase/plain-language");
    EXPECT_THAT(ladder(*content, plain, {}).untested(),
                ElementsAre(Rung::model_1b, Rung::model_3b, Rung::model_8b, Rung::model_24b, Rung::private_cloud));
    const auto& mails = *content->find<blueprint::UseCase>("usecase/mail-sorting");
    EXPECT_THAT(ladder(*content, mails, {}).untested(), ElementsAre(Rung::rule, Rung::classifier));
}

TEST(Ladder, KeepsToThePublishedSchema) {
    const auto text = read_file(std::filesystem::path(KIREISE_SOURCE_DIR) / "blueprint/schemas/lab-ladder.schema.json").value();
    const auto schema = blueprint::Schema::parse(text).value();
    EXPECT_THAT(schema.check(to_json(ladder_of({run_of("3", 1), run_of("1", 0)}), "usecase/x")), IsEmpty());
    EXPECT_THAT(schema.check(to_json(ladder_of({}), "usecase/x")), IsEmpty());
    auto wrong = to_json(ladder_of({}), "usecase/x");
    wrong["smallest"] = "huge";
    EXPECT_FALSE(schema.check(wrong).empty());
}

}  // namespace
}  // namespace kireise::lab
