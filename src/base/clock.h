#pragma once
// Time is passed in. Instants are UTC with millisecond resolution; legal dates are civil dates without a zone.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kireise {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Date = std::chrono::year_month_day;
using Clock = std::function<Instant()>;

[[nodiscard]] Clock system_clock();
[[nodiscard]] Clock fixed_clock(Instant instant);

// "YYYY-MM-DD" (ISO 8601 calendar date), nothing else; nullopt for a date that does not exist.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_string(Date date);

// "YYYY-MM-DDTHH:MM:SSZ" (RFC 3339, UTC).
[[nodiscard]] std::string to_string(Instant instant);

// Civil date in Germany (Europe/Berlin: EU summer time from the last Sunday of March to the last of October, 01:00 UTC).
[[nodiscard]] Date german_date(Instant instant);
[[nodiscard]] std::string german_time(Instant instant);  // "15.06.2026, 14:05 Uhr"
[[nodiscard]] std::string german_text(Date date);        // "15.06.2026"

}  // namespace kireise
