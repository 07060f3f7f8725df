#include "placement/cpu_name.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace kireise::placement {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string> words_of(std::string_view text, std::string_view separators) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(separators), text.size());
        if (end > 0) out.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

// "CPU", "6-Core", "12th Gen": true for what only fills.
bool is_filling(std::string_view word) {
    constexpr std::array fillings{"cpu", "processor", "prozessor", "gen", "apu"};
    if (std::ranges::find(fillings, word) != fillings.end()) return true;
    if (word.ends_with("-core") || word.ends_with("-kern")) return true;
    return word.size() > 2 && is_digit(word.front()) && (word.ends_with("th") || word.ends_with("rd") || word.ends_with("nd"));
}

struct Number {
    std::string digits;
    std::string suffix;  // "u", "g7", "t"
};

Number number_of(const std::string& word) {
    const auto end = std::ranges::find_if_not(word, is_digit);
    return {{word.begin(), end}, {end, word.end()}};
}

// Intel's letters for laptops; of AMD's, "g" is a desktop with graphics.
bool is_mobile(std::string_view suffix, std::string_view laptop_letters) {
    return !suffix.empty() && laptop_letters.find(suffix.front()) != std::string_view::npos;
}

// "10500" -> 10, "8500" -> 8, "1135" -> 11, "650" -> 1
std::optional<int> core_generation(const std::string& digits) {
    const auto two = [&] { return (digits[0] - '0') * 10 + (digits[1] - '0'); };
    if (digits.size() == 3) return 1;
    if (digits.size() == 5) return two();
    if (digits.size() != 4) return std::nullopt;
    return digits[0] == '1' ? two() : digits[0] - '0';
}

std::string with_mobile(std::string name, bool mobile) { return mobile ? name + " Mobile" : name; }

std::optional<CpuFamily> intel_core(const std::vector<std::string>& words, std::size_t at) {
    constexpr std::array tiers{"i3", "i5", "i7", "i9"};
    if (std::ranges::find(tiers, words[at]) == tiers.end() || at + 1 >= words.size()) return std::nullopt;
    const auto number = number_of(words[at + 1]);
    const auto generation = core_generation(number.digits);
    if (!generation) return std::nullopt;
    const bool mobile = is_mobile(number.suffix, "uphymgn");
    const auto name = fmt::format("Intel Core {} Gen. {}", words[at], *generation);
    return CpuFamily{with_mobile(name, mobile), "intel", words[at][1] - '0', generation, mobile};
}

// "Ultra 5 125U": the series after the fourteenth generation of "Core i".
std::optional<CpuFamily> intel_ultra(const std::vector<std::string>& words, std::size_t at) {
    if (words[at] != "ultra" || at + 2 >= words.size() || words[at + 1].size() != 1 || !is_digit(words[at + 1][0])) return std::nullopt;
    const auto number = number_of(words[at + 2]);
    if (number.digits.size() != 3) return std::nullopt;
    const int series = number.digits[0] - '0';
    const bool mobile = is_mobile(number.suffix, "uhv");
    const auto name = fmt::format("Intel Core Ultra {} Gen. {}", words[at + 1], series);
    return CpuFamily{with_mobile(name, mobile), "intel", words[at + 1][0] - '0', 14 + series, mobile};
}

std::optional<CpuFamily> amd_ryzen(const std::vector<std::string>& words, std::size_t at) {
    if (words[at] != "ryzen") return std::nullopt;
    std::size_t next = at + 1;
    if (next >= words.size() || words[next].size() != 1 || !is_digit(words[next][0])) return std::nullopt;
    const auto& tier = words[next++];
    if (next < words.size() && words[next] == "pro") ++next;
    if (next >= words.size()) return std::nullopt;
    const auto number = number_of(words[next]);
    if (number.digits.size() != 4) return std::nullopt;
    const int generation = number.digits[0] - '0';
    const bool mobile = is_mobile(number.suffix, "uhc");
    const auto name = fmt::format("AMD Ryzen {} {}000", tier, generation);
    return CpuFamily{with_mobile(name, mobile), "amd", tier[0] - '0', generation, mobile};
}

std::string maker_of(const std::vector<std::string>& words) {
    const auto any = [&](const auto& names) { return std::ranges::find_first_of(words, names) != words.end(); };
    constexpr std::array<std::string_view, 5> intel{"intel", "celeron", "pentium", "xeon", "atom"};
    constexpr std::array<std::string_view, 5> amd{"amd", "athlon", "epyc", "opteron", "ryzen"};
    if (any(intel)) return "intel";
    return any(amd) ? "amd" : "";
}

}  // namespace

std::string tidy_cpu_name(std::string_view name) {
    auto text = std::string(name.substr(0, name.find('@')));
    for (const auto* mark : {"(R)", "(r)", "(TM)", "(tm)", "\u00ae", "\u2122"}) text = replace_all(std::move(text), mark, " ");
    const auto behind = lower_ascii(text).find(" with ");  // "with Radeon Graphics"
    if (behind != std::string::npos) text.resize(behind);
    std::vector<std::string> kept;
    for (auto& word : words_of(text, " \t")) {
        if (!is_filling(lower_ascii(word))) kept.push_back(std::move(word));
    }
    return join(kept, " ");
}

CpuFamily cpu_family(std::string_view name) {
    const auto tidy = tidy_cpu_name(name);
    const auto words = words_of(lower_ascii(tidy), " -");
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (const auto read : {intel_core, intel_ultra, amd_ryzen}) {
            if (auto family = read(words, i)) return *std::move(family);
        }
    }
    return {.name = tidy, .maker = maker_of(words), .generation = {}};
}

std::string graphics_card(std::string_view name) {
    const auto tidy = tidy_cpu_name(name);
    const auto lower = lower_ascii(tidy);
    const auto has = [&](std::string_view part) { return lower.find(part) != std::string::npos; };
    const bool nvidia = has("nvidia") || has("geforce") || has("quadro");
    const bool amd = has("radeon rx") || has("radeon pro") || has("radeon hd") || has("firepro");
    const bool intel = has("arc a") || has("arc b") || has("arc pro");
    const bool card = nvidia || amd || intel;
    return card ? tidy : std::string();
}

}  // namespace kireise::placement
