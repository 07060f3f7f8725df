#include "lab/labels.h"

#include <gtest/gtest.h>

#include "lab/testing.h"

namespace kireise::lab {
namespace {

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
