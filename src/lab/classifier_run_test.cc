#include "lab/classifier_run.h"

#include <gtest/gtest.h>

#include <numeric>

#include "lab/testing.h"

namespace kireise::lab {
namespace {

const RunHead head{.id = "run", .commit = "commit", .started = {}};

TEST(ClassifierRun, SortsTheMailsOfTheBlaupause) {
    const auto content = testing::real_content();
    const auto& usecase = *content->find<blueprint::UseCase>("usecase/mail-sorting");
    const auto& mails = *content->mails_of(usecase.id);
    const auto run = run_classifier(*content, usecase, head);
    ASSERT_TRUE(run) << run.error().message;
    RecordProperty("accuracy", std::to_string(run->value));
    EXPECT_TRUE(run->complete());
    EXPECT_EQ(run->samples, mails.test.size());
    EXPECT_EQ(run->classifier->train_mails, mails.train.size());
    EXPECT_EQ(run->cases.size(), content->gold_of(usecase.id)->cases.size());
    EXPECT_DOUBLE_EQ(run->value, run->classifier->test.accuracy);
    EXPECT_GT(run->value, 0.6) << "eight labels: guessing gives about 0.13";
    EXPECT_EQ(run->passed(), run->value >= usecase.bar.minimum);
    EXPECT_LE(run->interval.low, run->value);
    EXPECT_GE(run->interval.high, run->value);
    EXPECT_GT(run->total.p50, 0);
    EXPECT_LE(run->total.p50, run->total.p90);
    std::size_t counted = 0;
    for (const auto& row : run->classifier->test.confusion) counted = std::accumulate(row.begin(), row.end(), counted);
    EXPECT_EQ(counted, mails.test.size());
}

TEST(ClassifierRun, TheSameContentGivesTheSameAnswers) {
    const auto content = testing::small_content();
    const auto& usecase = *content->find<blueprint::UseCase>("usecase/mail-sorting");
    const auto once = run_classifier(*content, usecase, head).value();
    const auto again = run_classifier(*content, usecase, head).value();
    EXPECT_EQ(once.value, again.value);
    EXPECT_EQ(once.interval, again.interval);
    for (std::size_t i = 0; i < once.cases.size(); ++i) EXPECT_EQ(once.cases[i].answer, again.cases[i].answer);
}

TEST(ClassifierRun, GoldCasesDecideWhenTheBarSaysSo) {
    const auto content = testing::small_content();
    auto usecase = *content->find<blueprint::UseCase>("usecase/mail-sorting");
    usecase.bar.metric = blueprint::Metric::checks_passed;
    const auto run = run_classifier(*content, usecase, head).value();
    EXPECT_EQ(run.samples, run.cases.size());
    EXPECT_DOUBLE_EQ(run.value, static_cast<double>(run.cases_passed()) / static_cast<double>(run.cases.size()));
}

TEST(ClassifierRun, RefusesWhatItCannotRun) {
    const auto content = testing::small_content();
    EXPECT_EQ(run_classifier(*content, *content->find<blueprint::UseCase>("usecase/plain-language"), head).error().kind,
              ErrorKind::invalid);
    auto without_mails = *content->find<blueprint::UseCase>("usecase/mail-sorting");
    without_mails.id = "usecase/other";
    EXPECT_EQ(run_classifier(*content, without_mails, head).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace kireise::lab
