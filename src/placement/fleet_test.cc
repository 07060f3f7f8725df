#include "placement/fleet.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

#include "lab/testing.h"
#include "placement/testing.h"

namespace kireise::placement {
namespace {

using ::testing::ElementsAre;

constexpr std::uint64_t gib = std::uint64_t{1} << 30U;

const blueprint::Snapshot& content() {
    static const auto loaded = lab::testing::real_content();
    return *loaded;
}

MeasuredPc measured(const std::string& id, const std::string& cpu, int cores, int memory_gib, double writing = 10) {
    auto report = testing::report_of(*content().find<blueprint::ModelClass>("model/dense-1b"), writing * 10, writing);
    report.hardware.cpu = cpu;
    report.hardware.cores = cores;
    report.hardware.memory_bytes = static_cast<std::uint64_t>(memory_gib) * gib;
    report.hardware.available_bytes = report.hardware.memory_bytes - gib;
    return {id, report};
}

InventoryLine pcs(const std::string& cpu, int cores, double memory_gib, int count) {
    return {.make = "Dell", .model = "OptiPlex", .cpu = cpu, .cores = cores, .memory_gib = memory_gib, .gpu = "", .count = count};
}

TEST(Fleet, MemoryIsWhatIsSold) {
    EXPECT_EQ(memory_step(15.4), 16);
    EXPECT_EQ(memory_step(16), 16);
    EXPECT_EQ(memory_step(7.7), 8);
    EXPECT_EQ(memory_step(16.01), 16);
    EXPECT_EQ(memory_step(17), 20);
    EXPECT_EQ(memory_step(0), 0);
}

TEST(Fleet, GroupsWhatIsAlike) {
    const std::vector inventory{pcs("Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz", 6, 15.8, 100), pcs("i5-10400", 6, 16, 20),
                                pcs("Intel Celeron N4020", 2, 4, 30)};
    const auto fleet = group_fleet(inventory, {}, content().all<blueprint::Workstation>());
    EXPECT_EQ(fleet.pcs, 150);
    ASSERT_EQ(fleet.classes.size(), 2U);
    EXPECT_EQ(fleet.classes[0].slug, "intel-core-i5-gen-10-6c-16gb");
    EXPECT_EQ(fleet.classes[0].count, 120);
    EXPECT_EQ(fleet.classes[0].workstation, "workstation/office-16gb");
    EXPECT_EQ(fleet.classes[1].workstation, "");
    EXPECT_FALSE(fleet.classes[0].source) << "nothing was measured";
}

TEST(Fleet, CoresThatTheInventoryDoesNotTellComeFromTheMeasurement) {
    const std::vector inventory{pcs("Intel Core i5-10500", 0, 16, 100)};
    const std::vector reports{measured("a", "Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz", 6, 16)};
    const auto fleet = group_fleet(inventory, reports);
    ASSERT_EQ(fleet.classes.size(), 1U);
    EXPECT_EQ(fleet.classes[0].kind.cores, 6);
    EXPECT_THAT(fleet.classes[0].reports, ElementsAre(0));
}

TEST(Fleet, AnUnmeasuredClassTakesTheNearestAndIsWider) {
    const std::vector inventory{pcs("i5-8500", 6, 16, 10), pcs("i5-10500", 6, 16, 90)};
    const std::vector reports{measured("far", "Intel Celeron N4020", 2, 4, 2), measured("near", "i5-10500", 6, 16, 10)};
    const auto fleet = group_fleet(inventory, reports);
    const auto* old = fleet.find("intel-core-i5-gen-8-6c-16gb");
    ASSERT_NE(old, nullptr);
    EXPECT_EQ(fleet.classes[*old->source].slug, "intel-core-i5-gen-10-6c-16gb");
    EXPECT_DOUBLE_EQ(old->distance, 0.2);
    const auto got = measurement_for(fleet, *old, reports, "").value();
    EXPECT_TRUE(got.stands_in);
    EXPECT_EQ(got.pc.id, "near");
    EXPECT_DOUBLE_EQ(got.pc.report.measurements[0].decode.median, 10);
    EXPECT_DOUBLE_EQ(got.pc.report.measurements[0].decode.low, 10 / (1.25 * std::exp(0.2)));
    EXPECT_DOUBLE_EQ(got.pc.report.measurements[0].prefill.high, 100 * 1.25 * std::exp(0.2));
    const auto own = measurement_for(fleet, fleet.classes[*old->source], reports, "").value();
    EXPECT_FALSE(own.stands_in);
    EXPECT_EQ(own.pc.report, reports[1].report);
}

TEST(Fleet, AStandInHasTheMemoryOfItsClass) {
    const std::vector inventory{pcs("i5-10500", 6, 8, 10)};
    const std::vector reports{measured("a", "i5-10500", 6, 16)};
    const auto fleet = group_fleet(inventory, reports);
    const auto* small = fleet.find("intel-core-i5-gen-10-6c-8gb");
    const auto got = measurement_for(fleet, *small, reports, "").value();
    EXPECT_EQ(got.pc.report.hardware.memory_bytes, 8 * gib);
    EXPECT_EQ(got.pc.report.hardware.available_bytes, 7 * gib) << "what the system used on the measured PC is gone here too";
}

TEST(Fleet, AnUndisturbedMeasurementComesFirstThenTheOneOfTheModel) {
    std::vector reports{measured("busy", "x", 4, 16), measured("new", "x", 4, 16), measured("old", "x", 4, 16)};
    reports[0].report.measurements[0].warnings = {ProbeWarning::busy};
    reports[2].report.measurements[0].model.id = "model/dense-3b";
    const auto fleet = group_fleet({}, reports);
    ASSERT_EQ(fleet.classes.size(), 1U);
    EXPECT_THAT(fleet.classes[0].reports, ElementsAre(1, 2, 0));
    EXPECT_EQ(measurement_for(fleet, fleet.classes[0], reports, "model/dense-8b")->pc.id, "new");
    EXPECT_EQ(measurement_for(fleet, fleet.classes[0], reports, "model/dense-3b")->pc.id, "old");
}

constexpr std::array cpus{"Intel Core i5-10500", "Intel Core i5-8500",         "i7-12700", "AMD Ryzen 5 5600", "Intel Celeron N4020",
                          "Something else",      "Intel(R) Core(TM) i5-1135G7"};

std::vector<InventoryLine> any_inventory() {
    std::vector<InventoryLine> out;
    const int lines = *rc::gen::inRange(0, 30);
    for (int i = 0; i < lines; ++i) {
        out.push_back(pcs(*rc::gen::elementOf(cpus), *rc::gen::element(2, 4, 6, 8), *rc::gen::element(4.0, 7.8, 8.0, 15.9, 32.0),
                          *rc::gen::inRange(1, 200)));
        out.back().gpu = *rc::gen::element<std::string>("", "NVIDIA T400", "Intel UHD Graphics 630");
    }
    return out;
}

std::vector<MeasuredPc> any_reports(int least) {
    std::vector<MeasuredPc> out;
    const int count = *rc::gen::inRange(least, 8);
    for (int i = 0; i < count; ++i) {
        const double writing = *rc::gen::inRange(1, 50);
        out.push_back(measured(std::to_string(i), *rc::gen::elementOf(cpus), *rc::gen::element(2, 4, 6, 8), *rc::gen::element(4, 8, 16, 32),
                               writing));
    }
    return out;
}

auto picture(const Fleet& fleet) {
    std::vector<std::tuple<std::string, int, std::size_t, std::string, double>> out;
    for (const auto& one : fleet.classes)
        out.emplace_back(one.slug, one.count, one.reports.size(), one.source ? fleet.classes[*one.source].slug : "", one.factor);
    return out;
}

TEST(Fleet, CountsAreConserved) {
    EXPECT_TRUE(rc::check([] {
        const auto inventory = any_inventory();
        const auto reports = any_reports(0);
        const auto fleet = group_fleet(inventory, reports);
        const auto sum = [](auto& all) {
            return std::accumulate(all.begin(), all.end(), 0, [](int before, const auto& one) { return before + one.count; });
        };
        RC_ASSERT(sum(fleet.classes) == sum(inventory));
        RC_ASSERT(fleet.pcs == sum(inventory));
        std::size_t placed = 0;
        for (const auto& one : fleet.classes) placed += one.reports.size();
        RC_ASSERT(placed == reports.size());
        for (const auto& one : fleet.classes) {
            RC_ASSERT(one.source.has_value() == !reports.empty());
            RC_ASSERT(one.measured() == (one.factor == 1 && !reports.empty()));
            RC_ASSERT(one.distance >= 0);
        }
    }));
}

TEST(Fleet, TheOrderDoesNotMatter) {
    EXPECT_TRUE(rc::check([] {
        auto inventory = any_inventory();
        auto reports = any_reports(0);
        const auto before = picture(group_fleet(inventory, reports));
        const auto seed = *rc::gen::inRange<unsigned>(0, 1000);
        std::shuffle(inventory.begin(), inventory.end(), std::mt19937(seed));
        std::shuffle(reports.begin(), reports.end(), std::mt19937(seed));
        RC_ASSERT(picture(group_fleet(inventory, reports)) == before);
    }));
}

TEST(Fleet, MeasuringOneMorePcNeverWidensAnInterval) {
    EXPECT_TRUE(rc::check([] {
        const auto inventory = any_inventory();
        const auto reports = any_reports(2);
        const auto fewer = std::span(reports).subspan(1);
        const auto before = group_fleet(inventory, fewer);
        const auto after = group_fleet(inventory, reports);
        for (const auto& one : before.classes) {
            RC_ASSERT(after.find(one.slug) != nullptr);
            RC_ASSERT(after.find(one.slug)->factor <= one.factor);
        }
        const auto slug = group_fleet({}, std::span(reports).first(1)).classes.front().slug;
        RC_ASSERT(after.find(slug)->factor == 1);
    }));
}

TEST(Fleet, DistanceIsTheSameBothWays) {
    EXPECT_TRUE(rc::check([] {
        const auto one = kind_of(any_reports(1).front().report.hardware);
        const auto other = kind_of(any_reports(1).front().report.hardware);
        RC_ASSERT(distance(one, other) == distance(other, one));
        RC_ASSERT(distance(one, one) == 0);
    }));
}

}  // namespace
}  // namespace kireise::placement
