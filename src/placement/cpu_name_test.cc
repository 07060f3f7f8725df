#include "placement/cpu_name.h"

#include <gmock/gmock.h>

namespace kireise::placement {
namespace {

TEST(CpuName, LosesMarksAndClockRate) {
    EXPECT_EQ(tidy_cpu_name("Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz"), "Intel Core i5-10500");
    EXPECT_EQ(tidy_cpu_name("12th Gen Intel(R) Core(TM) i5-1235U"), "Intel Core i5-1235U");
    EXPECT_EQ(tidy_cpu_name("AMD Ryzen 5 PRO 4650G with Radeon Graphics"), "AMD Ryzen 5 PRO 4650G");
    EXPECT_EQ(tidy_cpu_name("AMD Ryzen 7 5700X 8-Core Processor"), "AMD Ryzen 7 5700X");
    EXPECT_EQ(tidy_cpu_name(""), "");
}

TEST(CpuName, TellsFamilyAndGeneration) {
    struct Case {
        std::string_view name, family;
        int generation;
        bool mobile;
    };
    for (const auto& [name, family, generation, mobile] : {
             Case{"Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz", "Intel Core i5 Gen. 10", 10, false},
             Case{"i5 10500T", "Intel Core i5 Gen. 10", 10, false},
             Case{"Intel Core i7-8700", "Intel Core i7 Gen. 8", 8, false},
             Case{"Intel(R) Core(TM) i5-8265U CPU @ 1.60GHz", "Intel Core i5 Gen. 8 Mobile", 8, true},
             Case{"11th Gen Intel(R) Core(TM) i5-1135G7 @ 2.40GHz", "Intel Core i5 Gen. 11 Mobile", 11, true},
             Case{"i5-1035G1", "Intel Core i5 Gen. 10 Mobile", 10, true},
             Case{"Intel Core i5-650", "Intel Core i5 Gen. 1", 1, false},
             Case{"Intel(R) Core(TM) Ultra 5 125U", "Intel Core Ultra 5 Gen. 1 Mobile", 15, true},
             Case{"AMD Ryzen 5 PRO 4650G with Radeon Graphics", "AMD Ryzen 5 4000", 4, false},
             Case{"AMD Ryzen 7 5800U", "AMD Ryzen 7 5000 Mobile", 5, true},
         }) {
        const auto told = cpu_family(name);
        EXPECT_EQ(told.name, family) << name;
        EXPECT_EQ(told.generation, generation) << name;
        EXPECT_EQ(told.mobile, mobile) << name;
    }
}

TEST(CpuName, AnUnknownOneIsItsOwnFamily) {
    const auto told = cpu_family("Intel(R) Celeron(R) N4020 CPU @ 1.10GHz");
    EXPECT_EQ(told.name, "Intel Celeron N4020");
    EXPECT_EQ(told.maker, "intel");
    EXPECT_FALSE(told.generation);
    for (const auto* odd : {"", "i5", "i5-", "i5-x", "ryzen", "ryzen 5", "Ryzen 5 PRO", "ultra 5", "ultra x 1", "@", " with "}) {
        EXPECT_FALSE(cpu_family(odd).generation) << odd;
    }
}

TEST(CpuName, GraphicsInTheProcessorAreNoCard) {
    for (const auto* none :
         {"Intel(R) UHD Graphics 630", "AMD Radeon(TM) Graphics", "Microsoft Basic Display Adapter", "Matrox G200", "", "-"})
        EXPECT_EQ(graphics_card(none), "") << none;
    EXPECT_EQ(graphics_card("NVIDIA GeForce RTX 3060"), "NVIDIA GeForce RTX 3060");
    EXPECT_EQ(graphics_card("NVIDIA T400"), "NVIDIA T400");
    EXPECT_EQ(graphics_card("Intel(R) Arc(TM) A380 Graphics"), "Intel Arc A380 Graphics");
}

}  // namespace
}  // namespace kireise::placement
