#include "placement/bench_run.h"

#include <gmock/gmock.h>

namespace kireise::placement {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(LlamaBench, ReadsTheSamplesOfBothTests) {
    const auto samples = parse_bench(R"([
        {"build_number": 11669, "build_commit": "0123abc", "backends": "CPU", "n_prompt": 64, "n_gen": 0, "samples_ns": [1, 2], "samples_ts": [225.362, 200.297]},
        {"build_number": 11669, "build_commit": "0123abc", "backends": "CPU", "n_prompt": 0, "n_gen": 8, "samples_ns": [3, 4], "samples_ts": [3.26759, 3.4431]}])")
                             .value();
    EXPECT_THAT(samples.prefill, ElementsAre(225.362, 200.297));
    EXPECT_THAT(samples.decode, ElementsAre(3.26759, 3.4431));
    EXPECT_EQ(samples.backend, "CPU");
    EXPECT_EQ(samples.engine, "build 11669, commit 0123abc");
}

TEST(LlamaBench, TellsApartWhatStoodBehindAText) {
    constexpr auto* printed = R"([
        {"backends": "CPU", "n_prompt": 64, "n_gen": 0, "n_depth": 0, "samples_ts": [200]},
        {"backends": "CPU", "n_prompt": 0, "n_gen": 8, "n_depth": 0, "samples_ts": [20]},
        {"backends": "CPU", "n_prompt": 64, "n_gen": 0, "n_depth": 512, "samples_ts": [150]},
        {"backends": "CPU", "n_prompt": 0, "n_gen": 8, "n_depth": 512, "samples_ts": [15]}])";
    const auto samples = parse_bench(printed, true).value();
    EXPECT_THAT(samples.prefill, ElementsAre(200));
    EXPECT_THAT(samples.decode, ElementsAre(20));
    EXPECT_THAT(samples.later.prefill, ElementsAre(150));
    EXPECT_THAT(samples.later.decode, ElementsAre(15));
    EXPECT_FALSE(parse_bench(R"([{"n_prompt": 64, "samples_ts": [1.0]}, {"n_prompt": 0, "samples_ts": [1.0]}])", true));
}

TEST(LlamaBench, RefusesWhatHasNoSpeeds) {
    for (const auto* text : {"Bitte warten", "[]", "[{}]", "{}", "7", R"([{"n_prompt": 64, "samples_ts": [1.0]}])",
                             R"([{"n_prompt": 1, "samples_ts": [0.0]}, {"n_prompt": 0, "samples_ts": [1.0]}])"}) {
        const auto samples = parse_bench(text);
        ASSERT_FALSE(samples) << text;
        EXPECT_EQ(samples.error().kind, ErrorKind::unavailable) << text;
    }
}

TEST(LlamaBench, ProgressGrowsFromLineToLine) {
    double last = -1;
    for (const auto* line : {"llama-bench: benchmark 1/2: starting", "llama-bench: benchmark 1/2: prompt run 1/3",
                             "llama-bench: benchmark 1/2: prompt run 3/3", "llama-bench: benchmark 2/2: starting",
                             "llama-bench: benchmark 2/2: generation run 1/3", "llama-bench: benchmark 2/2: generation run 3/3"}) {
        EXPECT_GT(bench_progress(line), last) << line;
        last = bench_progress(line);
    }
    EXPECT_LE(last, 1);
    EXPECT_LT(bench_progress("load_backend: loaded CPU backend"), 0);
}

TEST(LlamaBench, TellsWhatTheProgramSaidWhenItFails) {
    const auto samples = run_bench({.program = "/bin/false", .model = "x.gguf"}, {}, {});
    ASSERT_FALSE(samples);
    EXPECT_EQ(samples.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(samples.error().message, HasSubstr("code 1"));
}

}  // namespace
}  // namespace kireise::placement
