#include "placement/probe_report.h"

#include <gmock/gmock.h>

namespace kireise::placement {
namespace {

using ::testing::HasSubstr;

ProbeReport some_report() {
    ProbeReport report{.started = Instant{std::chrono::milliseconds{1'780'000'000'123}},
                       .seconds = 31.5,
                       .engine = "0.7.0",
                       .backend = "CPU",
                       .threads = 2,
                       .hardware = {"Some CPU", 2, 4, 4U << 20U, 16U << 20U, 16ULL << 30U, 8ULL << 30U, {"PCI 8086:1234"}, true},
                       .model = {"model/dense-1b", engines::Quantisation::q4_0, 1'240'000'000, 973'000'000, 763'000'000},
                       .method = ProbeMethod::two_depths,
                       .layers = {4, 8},
                       .prefill_tokens = 256,
                       .decode_tokens = 16,
                       .prefill = {160, 150, 170, 3},
                       .decode = {20, 18.5, 21, 3},
                       .memory = {4096, 763'000'000, 134'000'000, 75'000'000, Packing::amx},
                       .peak_memory = 900'000'000,
                       .load_before = 0.5,
                       .load_after = 1.75,
                       .warnings = {ProbeWarning::busy, ProbeWarning::cache}};
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
    EXPECT_TRUE(refused("/decode/low", 0));
    EXPECT_TRUE(refused("/decode/low", 20.5));  // above the median
    EXPECT_TRUE(refused("/model/quantisation", "Q2_K"));
    EXPECT_TRUE(refused("/model/streamed_bytes", 0));
    EXPECT_TRUE(refused("/method", "guess"));
    EXPECT_TRUE(refused("/layers", Json::array()));
    EXPECT_TRUE(refused("/warnings", {"fine"}));
    EXPECT_TRUE(refused("/threads", 1e300));
}

TEST(ProbeReport, RefusesFilesOverTheLimit) {
    const auto read = parse_probe_report(std::string(probe_report_limit + 1, ' '));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, ErrorKind::too_large);
}

}  // namespace
}  // namespace kireise::placement
