#pragma once
// Numbers as people read them. `lang` is "de" or "en" (a longer tag such as "en-GB" counts by its start; anything else reads as German).
// A number and its unit are held together by a no-break space.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kireise {

// 1234567.5 with 1 decimal -> "1.234.567,5" or "1,234,567.5". Not a number and infinity read as 0.
[[nodiscard]] std::string number(double value, int decimals, std::string_view lang);

[[nodiscard]] std::string percent(double share, std::string_view lang);           // 0.807 -> "81 %"
[[nodiscard]] std::string data_size(std::uint64_t bytes, std::string_view lang);  // SI units: "0,7 KB", "734 KB", "1,4 GB"

// Working memory is sold and read in powers of 1024: 16 GiB -> "16 GB".
[[nodiscard]] std::string memory_size(std::uint64_t bytes, std::string_view lang);

// One unit, the largest that fits: "unter 0,1 Sekunden", "0,4 Sekunden", "1 Sekunde", "45 Sekunden", "2,5 Minuten", "3 Stunden".
[[nodiscard]] std::string duration(double milliseconds, std::string_view lang);

// 1234567.5 with 1 decimal -> "1.234.567,5": for files that are German whatever the reader's language.
[[nodiscard]] std::string german_number(double value, int decimals = 0);

// What stands in an address or a field of a form: digits alone, with "-" before them if need be. nullopt for anything else, also for
// white space and for what does not fit.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace kireise
