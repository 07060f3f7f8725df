#pragma once
// Money of the funding: whole cents, never floating point. Shares are rounded commercially (half away from zero) once, at the end; what is
// split between two sources gives one its rounded part and the other the rest, so that no cent is lost.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kireise::journey {

using Cents = std::int64_t;
inline constexpr Cents most_cents = 100'000'000'000;  // 10^9 EUR: the largest amount of one entry

// "1.234,56", "1234.56", "1234,5", "1.234" (thousands), "-12" with or without "€"; nullopt for anything else, more than two decimals,
// wrongly placed points, or beyond most_cents.
[[nodiscard]] std::optional<Cents> parse_cents(std::string_view text);

[[nodiscard]] std::string cents_text(Cents cents, std::string_view lang);  // "1.234,56", "1,234.56"
[[nodiscard]] std::string euros_text(Cents cents, std::string_view lang);  // with a no-break space and "€"

// amount x part / whole, rounded; 0 when whole is 0. Exact for amounts up to 10^18 cents.
[[nodiscard]] Cents share_of(Cents amount, Cents part, Cents whole);

// Hundredths of a percent, rounded: 120/140 -> 8571. nullopt when whole is 0.
[[nodiscard]] std::optional<std::int64_t> share_in_basis_points(Cents part, Cents whole);
[[nodiscard]] std::string basis_points_text(std::int64_t basis_points, std::string_view lang);  // "85,71 %"

struct Split {
    Cents land = 0, own = 0;
};
// Of `amount` by the sources' planned sums; land + own = amount.
[[nodiscard]] Split split_by_sources(Cents amount, Cents planned_land, Cents planned_own);

}  // namespace kireise::journey
