#include "placement/probe.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "engines/find.h"

namespace kireise::placement {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A few megabytes; the real llama-bench runs it within seconds.
ProbeOptions tiny(const std::filesystem::path& temp) {
    const auto programs = engines::find_engine(engines::engine_places_from_environment());
    EXPECT_TRUE(programs) << programs.error().message;
    ProbeOptions options{.classes = {{{}, engines::Quantisation::q4_0}},
                         .bench = programs.value_or(engines::EnginePrograms{}).bench,
                         .temp = temp,
                         .method = {},
                         .seconds = 0};  // the least that makes sense
    options.classes[0].model.id = "model/tiny";
    options.classes[0].model.shape = {.layers = 4,
                                      .embedding = 256,
                                      .heads = 4,
                                      .kv_heads = 2,
                                      .head_dim = 64,
                                      .feed_forward = 512,
                                      .vocabulary = 2048,
                                      .tied_embeddings = true};
    return options;
}

const Clock noon = fixed_clock(Instant{std::chrono::milliseconds{1'780'000'000'000}});

TEST(Probe, MeasuresWithTheRealEngineAndLeavesNothingBehind) {
    const auto temp = TempDir::create().value();
    std::vector<std::string> steps;
    double last = 0;
    const auto report = probe(tiny(temp.path()), noon, [&](const ProbeNote& note) {
        EXPECT_GE(note.share, last);
        last = note.share;
        if (steps.empty() || steps.back() != note.step) steps.emplace_back(note.step);
    });
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->measurements.size(), 1U);
    const auto& measured = report->measurements[0];
    EXPECT_EQ(measured.method, ProbeMethod::full_stack);
    EXPECT_THAT(measured.layers, ElementsAre(4));
    EXPECT_GT(measured.prefill.median, 0);
    EXPECT_GT(measured.decode.median, 0);
    EXPECT_EQ(measured.decode.samples, 2);
    EXPECT_EQ(measured.later.tokens, 256);
    EXPECT_GT(measured.later.prefill.median, 0);
    EXPECT_GT(measured.slowdown, 0);
    EXPECT_GT(measured.seconds, 0);
    EXPECT_THAT(report->engine, HasSubstr("build "));
    EXPECT_GT(measured.peak_memory, measured.memory.weights);
    EXPECT_EQ(parse_probe_report(to_json(*report).dump()).value(), *report);
    EXPECT_THAT(steps, ElementsAre("hardware", "model", "measure", "report"));
    EXPECT_EQ(last, 1);
    EXPECT_TRUE(std::filesystem::is_empty(temp.path()));
}

// Does what synthetic_model writes load and run in the real llama.cpp? Rows of 256 and of 96 weights take other blocks.
TEST(Probe, RunsEveryPlanAndQuantisation) {
    const auto temp = TempDir::create().value();
    const auto base = tiny(temp.path()).classes[0].model.shape;
    auto narrow = base;
    narrow.embedding = 96;
    auto experts = base;
    experts.experts = 8;
    experts.experts_used = 2;
    auto window = base;
    window.layers = 6;
    window.sliding_window = 64;
    window.window_period = 6;
    for (const auto& shape : {base, narrow, experts, window}) {
        for (const auto quantisation : {engines::Quantisation::q4_0, engines::Quantisation::q4_k, engines::Quantisation::q8_0}) {
            auto options = tiny(temp.path());
            options.classes[0].model.shape = shape;
            options.classes[0].quantisation = quantisation;
            const auto report = probe(options, noon);
            ASSERT_TRUE(report) << engines::to_string(quantisation) << " " << shape.experts << ": " << report.error().message;
            EXPECT_GT(report->measurements[0].decode.median, 0);
        }
    }
}

// Noise from other programs may turn the small difference around; that is refused with a sentence, never guessed.
TEST(Probe, MeasuresTwoDepthsOfAModelThatIsTooLarge) {
    const auto temp = TempDir::create().value();
    auto options = tiny(temp.path());
    options.method = ProbeMethod::two_depths;
    options.classes[0].model.shape.layers = 32;
    options.classes[0].model.shape.feed_forward = 2048;
    options.seconds = 20;
    const auto report = probe(options, noon);
    EXPECT_TRUE(std::filesystem::is_empty(temp.path()));
    if (!report) {
        EXPECT_EQ(report.error().kind, ErrorKind::unavailable);
        EXPECT_THAT(report.error().message, HasSubstr("other programs"));
        return;
    }
    const auto& measured = report->measurements[0];
    EXPECT_EQ(measured.method, ProbeMethod::two_depths);
    EXPECT_EQ(measured.layers.size(), 2U);
    EXPECT_LT(measured.layers.front(), measured.layers.back());
    EXPECT_GE(measured.decode.samples, 2);  // half of the pairs: 25, or 4 on a slow PC
    EXPECT_TRUE(parse_probe_report(to_json(*report).dump()));
}

TEST(Probe, StopsWhenAskedAndLeavesNothingBehind) {
    const auto temp = TempDir::create().value();
    std::stop_source source;
    auto options = tiny(temp.path());
    const auto stop_when_measuring = [&](const ProbeNote& note) {
        if (note.step == "measure") source.request_stop();
    };
    const auto report = probe(options, noon, stop_when_measuring, source.get_token());
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ErrorKind::busy);
    EXPECT_TRUE(std::filesystem::is_empty(temp.path()));
}

TEST(Probe, AClassThatCannotBeMeasuredIsSkippedWhenThereAreOthers) {
    const auto temp = TempDir::create().value();
    auto options = tiny(temp.path());
    auto huge = options.classes[0];
    huge.model.id = "model/huge";
    huge.model.shape.embedding = huge.model.shape.feed_forward = 1 << 20;
    huge.model.shape.head_dim = 1 << 18;
    options.classes.insert(options.classes.begin(), huge);
    std::string why;
    const auto report = probe(options, noon, [&](const ProbeNote& note) {
        if (note.step == "skipped") why = std::string(note.model) + ": " + std::string(note.why);
    });
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_THAT(why, AllOf(HasSubstr("model/huge"), HasSubstr("Measuring needs")));
    ASSERT_EQ(report->measurements.size(), 1U);
    options.classes.pop_back();
    EXPECT_EQ(probe(options, noon).error().kind, ErrorKind::unavailable);
}

TEST(Probe, SaysHowToGetAnEngineThatDoesNotStart) {
    const auto temp = TempDir::create().value();
    auto options = tiny(temp.path());
    options.bench = "/bin/false";
    const auto report = probe(options, noon);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(report.error().message, HasSubstr("make engine"));
}

}  // namespace
}  // namespace kireise::placement
