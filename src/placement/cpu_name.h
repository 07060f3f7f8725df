#pragma once
// What the name of a processor tells: makers hide family and generation in it. Only what stands in the name; no tables of products.

#include <optional>
#include <string>
#include <string_view>

namespace kireise::placement {

struct CpuFamily {
    std::string name;               // "Intel Core i5 Gen. 10", "AMD Ryzen 5 5000 Mobile"; else the name without marks and clock rate
    std::string maker;              // "intel", "amd"; "" unknown
    int tier = 0;                   // the 5 of "i5", "Ryzen 5", "Ultra 5"; 0 unknown
    std::optional<int> generation;  // counts within one maker
    bool mobile = false;            // the name says that it is made for laptops

    friend bool operator==(const CpuFamily&, const CpuFamily&) = default;
};

// "Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz" -> "Intel Core i5-10500"
[[nodiscard]] std::string tidy_cpu_name(std::string_view name);

[[nodiscard]] CpuFamily cpu_family(std::string_view name);

// Display adapters on a card of their own; "" for what sits in the processor (Intel UHD, Radeon Graphics) and for those that no computing
// is known of (virtual and server adapters).
[[nodiscard]] std::string graphics_card(std::string_view name);

}  // namespace kireise::placement
