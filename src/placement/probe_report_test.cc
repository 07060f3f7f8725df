#include "placement/probe_report.h"

#include <gmock/gmock.h>

namespace kireise::placement {
namespace {

using ::testing::HasSubstr;

ProbeReport some_report() {
    ProbeReport report{
        .started = Instant{std::chrono::milliseconds{1'780'000'000'123}},
        .seconds = 31.5,
        .engine = "0.7.0",
        .backend = "CPU",
        .threads = 2,
        .hardware = {"Some CPU", 2, 4, 4U << 20U, 16U << 20U, 16ULL << 30U, 8ULL << 30U, {"PCI 8086:1234"}, true, Power::mains, false},
        .measurements = {{.model = {"model/dense-1b", engines::Quantisation::q4_0, 1'240'000'000, 973'000'000, 763'000'000, 32'768, 32'768},
                          .method = ProbeMethod::two_depths,
                          .layers = {4, 8},
                          .prefill_tokens = 256,
                          .decode_tokens = 16,
                          .prefill = {160, 150, 170, 3},
                          .decode = {20, 18.5, 21, 3},
                          .later = {.tokens = 1024, .prefill = {120, 110, 130, 3}, .decode = {16, 15, 17, 3}},
                          .memory = {4096, 763'000'000, 134'000'000, 75'000'000, Packing::amx},
                          .peak_memory = 900'000'000,
                          .seconds = 30.5,
                          .others = 0.25,
                          .slowdown = 1.1,
                          .warnings = {ProbeWarning::busy, ProbeWarning::cache}}}};
    return report;
}

TEST(ProbeReport, ComesBackFromItsPublishedForm) {
    const auto back = parse_probe_report(to_json(some_report()).dump(2));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, some_report());
}

TEST(ProbeReport, EveryFieldIsNeededAndNoOtherIsAllowed) {
    const auto json = to_json(some_report());
    for (const auto& [name, value] : json.items()) {
        auto less = json;
        less.erase(name);
        EXPECT_FALSE(probe_report_from_json(less)) << name;
    }
    for (const auto& [name, value] : json["measurements"][0].items()) {
        auto less = json;
        less["measurements"][0].erase(name);
        EXPECT_FALSE(probe_report_from_json(less)) << name;
    }
    auto more = json;
    more["hardware"]["serial"] = "123";
    EXPECT_FALSE(probe_report_from_json(more));
}

TEST(ProbeReport, RefusesFiguresThatCannotBe) {
    const auto refused = [](std::string_view pointer, const Json& value) {
        auto json = to_json(some_report());
        json.at(Json::json_pointer(std::string(pointer))) = value;
        const auto read = probe_report_from_json(json);
        return !read && read.error().kind == ErrorKind::invalid;
    };
    EXPECT_TRUE(refused("/format", "something"));
    EXPECT_TRUE(refused("/measurements/0/decode/low", 0));
    EXPECT_TRUE(refused("/measurements/0/decode/low", 20.5));  // above the median
    EXPECT_TRUE(refused("/measurements/0/model/quantisation", "Q2_K"));
    EXPECT_TRUE(refused("/measurements/0/model/streamed_bytes", 0));
    EXPECT_TRUE(refused("/measurements/0/method", "guess"));
    EXPECT_TRUE(refused("/measurements/0/layers", Json::array()));
    EXPECT_TRUE(refused("/measurements/0/warnings", {"fine"}));
    EXPECT_TRUE(refused("/threads", 1e300));
    EXPECT_TRUE(refused("/measurements", Json::array()));
    const auto one = to_json(some_report())["measurements"][0];
    EXPECT_TRUE(refused("/measurements", {one, one}));  // the same class twice
}

TEST(ProbeReport, TheNearestMeasurementIsTheSameModelElseTheOneOfItsSize) {
    auto report = some_report();
    auto large = report.measurements[0];
    large.model.id = "model/dense-8b";
    large.model.streamed_bytes *= 6;
    auto other = report.measurements[0];
    other.model.quantisation = engines::Quantisation::q8_0;
    other.model.streamed_bytes *= 2;
    report.measurements.push_back(large);
    report.measurements.push_back(other);
    const auto nearest = [&](const std::string& id, double times, engines::Quantisation quantisation) -> const Measurement& {
        auto wanted = report.measurements[0].model;
        wanted.id = id;
        wanted.quantisation = quantisation;
        wanted.streamed_bytes = static_cast<std::uint64_t>(static_cast<double>(wanted.streamed_bytes) * times);
        return report.nearest(wanted);
    };
    using enum engines::Quantisation;
    EXPECT_EQ(&nearest("model/dense-8b", 1, q4_0), &report.measurements[1]);
    EXPECT_EQ(&nearest("model/dense-3b", 2, q4_0), &report.measurements[0]);
    EXPECT_EQ(&nearest("model/dense-7b", 5, q4_0), &report.measurements[1]);
    EXPECT_EQ(&nearest("model/dense-3b", 5, q8_0), &report.measurements[2]);
}

TEST(ProbeReport, WarningsOfAllMeasurementsAreToldOnce) {
    auto report = some_report();
    report.measurements.push_back(report.measurements[0]);
    report.measurements[1].warnings = {ProbeWarning::battery, ProbeWarning::busy};
    EXPECT_EQ(report.warnings(), (std::vector{ProbeWarning::busy, ProbeWarning::cache, ProbeWarning::battery}));
    EXPECT_TRUE(report.measurements[1].is_doubtful());
    report.measurements[1].warnings = {ProbeWarning::slowing};
    EXPECT_FALSE(report.measurements[1].is_doubtful());
}

TEST(ProbeReport, RefusesFilesOverTheLimit) {
    const auto read = parse_probe_report(std::string(probe_report_limit + 1, ' '));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, ErrorKind::too_large);
}

}  // namespace
}  // namespace kireise::placement
