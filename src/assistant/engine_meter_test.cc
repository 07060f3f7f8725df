#include "assistant/engine_meter.h"

#include <gtest/gtest.h>

namespace kireise::assistant {
namespace {

engines::ChatAnswer answer(int tokens, double first_ms, double total_ms) {
    engines::ChatAnswer out;
    out.answer_tokens = tokens;
    out.timing = {.first_token_ms = first_ms, .total_ms = total_ms, .prompt_ms = {}, .generation_ms = {}};
    return out;
}

TEST(EngineMeter, KnowsNothingAtFirst) {
    const auto reading = EngineMeter().reading();
    EXPECT_EQ(reading.running, 0);
    EXPECT_FALSE(reading.tokens_per_second);
    EXPECT_FALSE(reading.first_token_ms);
}

TEST(EngineMeter, CountsWhatRunsAndHowItEnded) {
    EngineMeter meter;
    meter.begin();
    meter.begin();
    EXPECT_EQ(meter.reading().running, 2);
    meter.end(answer(11, 500, 1500));
    meter.end(std::nullopt);
    EXPECT_EQ(meter.reading().running, 0);
    EXPECT_EQ(meter.reading().answers, 1U);
    EXPECT_EQ(meter.reading().problems, 1U);
    EXPECT_DOUBLE_EQ(*meter.reading().tokens_per_second, 10) << "the first of 11 tokens came after half a second, ten took one second";
    EXPECT_DOUBLE_EQ(*meter.reading().first_token_ms, 500);
}

TEST(EngineMeter, TellsTheMedianOfTheLastAnswers) {
    EngineMeter meter;
    for (std::size_t i = 0; i < EngineMeter::kept; ++i) {
        meter.begin();
        meter.end(answer(2, 0, 10));  // 100 a second
    }
    for (std::size_t i = 0; i < EngineMeter::kept; ++i) {
        meter.begin();
        meter.end(answer(2, 0, 100));  // 10 a second
    }
    EXPECT_DOUBLE_EQ(*meter.reading().tokens_per_second, 10);
}

TEST(EngineMeter, OneTokenHasNoSpeed) {
    EngineMeter meter;
    meter.begin();
    meter.end(answer(1, 10, 10));
    EXPECT_FALSE(meter.reading().tokens_per_second);
    EXPECT_EQ(meter.reading().answers, 1U);
}

}  // namespace
}  // namespace kireise::assistant
