#include "lab/labels.h"

#include <gtest/gtest.h>

#include "lab/testing.h"

namespace kireise::lab {
namespace {

TEST(LabLabels, Durations) {
    EXPECT_EQ(duration(0), "<\u00a01\u00a0ms");
    EXPECT_EQ(duration(0.99), "<\u00a01\u00a0ms");
    EXPECT_EQ(duration(1), "1\u00a0ms");
    EXPECT_EQ(duration(350.4), "350\u00a0ms");
    EXPECT_EQ(duration(999.6), "1\u00a0s");
    EXPECT_EQ(duration(8240), "8,2\u00a0s");
    EXPECT_EQ(duration(8000), "8\u00a0s");
    EXPECT_EQ(duration(95'400), "95\u00a0s");
    EXPECT_EQ(duration(946'000), "16\u00a0min");
}

TEST(LabLabels, Percent) {
    EXPECT_EQ(percent(0.807), "81\u00a0%");
    EXPECT_EQ(percent(1), "100\u00a0%");
}

TEST(LabLabels, ShortenedKeepsWholeCharactersOnOneLine) {
    EXPECT_EQ(shortened("kurz", 10), "kurz");
    EXPECT_EQ(shortened("  zwei\n\n Zeilen ", 20), "zwei Zeilen");
    EXPECT_EQ(shortened("Gebühr", 4), "Gebü…");
    EXPECT_EQ(shortened("ab cd", 3), "ab…");
    EXPECT_EQ(shortened("", 3), "");
}

TEST(LabLabels, StatesOfARun) {
    auto run = testing::some_run("id", "usecase/x");
    EXPECT_EQ(state_of(std::nullopt), "untested");
    EXPECT_EQ(state_of(run), "passed");
    run.value = 0.4;
    EXPECT_EQ(state_of(run), "failed");
    run.engine.synthetic = true;
    EXPECT_EQ(state_of(run), "synthetic");
    run.problem = "gone";
    EXPECT_EQ(state_of(run), "broken");
}

TEST(LabLabels, LabelsWithoutATitleKeepTheirId) {
    blueprint::UseCase usecase;
    usecase.labels = {{"a", "Amt A"}};
    EXPECT_EQ(label_title(usecase, "a"), "Amt A");
    EXPECT_EQ(label_title(usecase, "b"), "b");
}

}  // namespace
}  // namespace kireise::lab
