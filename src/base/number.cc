#include "base/number.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace kireise {
namespace {

constexpr std::string_view no_break_space = "\u00a0";

bool is_english(std::string_view lang) { return lang.starts_with("en"); }

std::string with_unit(double value, int decimals, std::string_view unit, std::string_view lang) {
    return fmt::format("{}{}{}", number(value, decimals, lang), no_break_space, unit);
}

struct TimeUnit {
    double milliseconds;
    std::array<std::string_view, 2> german;  // one, many
    std::array<std::string_view, 2> english;
};

constexpr std::array<TimeUnit, 3> time_units{{{3'600'000, {"Stunde", "Stunden"}, {"hour", "hours"}},
                                              {60'000, {"Minute", "Minuten"}, {"minute", "minutes"}},
                                              {1'000, {"Sekunde", "Sekunden"}, {"second", "seconds"}}}};

}  // namespace

std::string german_number(double value, int decimals) {
    auto text = fmt::format("{:.{}f}", std::isfinite(value) ? value : 0.0, decimals);
    auto point = text.find('.');
    if (point == std::string::npos) point = text.size();
    else text[point] = ',';
    const std::size_t first_digit = text.starts_with('-') ? 1 : 0;
    for (std::size_t at = point; at > first_digit + 3;) {
        at -= 3;
        text.insert(at, ".");
    }
    return text;
}

std::string number(double value, int decimals, std::string_view lang) {
    auto text = german_number(value, decimals);
    if (is_english(lang)) std::ranges::transform(text, text.begin(), [](char c) { return c == ',' ? '.' : c == '.' ? ',' : c; });
    return text;
}

std::string percent(double share, std::string_view lang) { return with_unit(share * 100, 0, "%", lang); }

std::string data_size(std::uint64_t bytes, std::string_view lang) {
    auto value = static_cast<double>(bytes) / 1000;
    std::string_view unit = "KB";
    for (const std::string_view larger : {"MB", "GB", "TB"}) {
        if (value < 999.5) break;
        value /= 1000;
        unit = larger;
    }
    return with_unit(value, value < 9.95 ? 1 : 0, unit, lang);
}

std::string memory_size(std::uint64_t bytes, std::string_view lang) {
    const auto gib = static_cast<double>(bytes) / static_cast<double>(1U << 30U);
    return with_unit(gib, gib < 9.95 ? 1 : 0, "GB", lang);
}

std::string duration(double milliseconds, std::string_view lang) {
    if (milliseconds < 50) return fmt::format("{} {}", is_english(lang) ? "under" : "unter", duration(100, lang));
    const auto* unit = std::ranges::find_if(time_units, [&](const TimeUnit& one) { return milliseconds >= one.milliseconds * 0.9995; });
    if (unit == time_units.end()) unit = &time_units.back();
    const auto value = milliseconds / unit->milliseconds;
    const auto tenths = std::round(value * 10);
    const bool whole = value >= 9.95 || std::fmod(tenths, 10) == 0;
    const auto& names = is_english(lang) ? unit->english : unit->german;
    return with_unit(whole ? std::round(value) : value, whole ? 0 : 1, names[tenths == 10 ? 0 : 1], lang);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [parsed, problem] = std::from_chars(text.data(), end, value);
    return problem == std::errc{} && parsed == end ? std::optional(value) : std::nullopt;
}

}  // namespace kireise
