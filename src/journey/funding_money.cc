#include "journey/funding_money.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

#include "base/number.h"
#include "base/text.h"

namespace kireise::journey {
namespace {

__extension__ using Wide = __int128;

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "1.234.567" -> "1234567"; "" when the points do not stand before groups of three.
std::string without_groups(std::string_view text) {
    const auto groups = split(text, '.');
    if (!all_digits(groups.front()) || (groups.size() > 1 && groups.front().size() > 3)) return {};
    for (std::size_t i = 1; i < groups.size(); ++i) {
        if (groups[i].size() != 3 || !all_digits(groups[i])) return {};
    }
    return join(groups, "");
}

struct Parts {
    std::string whole, decimals;
};

Parts parts_of(std::string_view text) {
    if (const auto comma = text.find(','); comma != std::string_view::npos)
        return {without_groups(text.substr(0, comma)), std::string(text.substr(comma + 1))};
    const auto point = text.rfind('.');
    const bool decimal_point = point != std::string_view::npos && text.size() - point != 4 && text.find('.') == point;
    if (decimal_point) return {std::string(text.substr(0, point)), std::string(text.substr(point + 1))};
    return {without_groups(text), "00"};
}

Wide rounded_quotient(Wide numerator, Wide denominator) {
    const bool negative = (numerator < 0) != (denominator < 0);
    numerator = numerator < 0 ? -numerator : numerator;
    denominator = denominator < 0 ? -denominator : denominator;
    const Wide quotient = (2 * numerator + denominator) / (2 * denominator);
    return negative ? -quotient : quotient;
}

}  // namespace

std::optional<Cents> parse_cents(std::string_view text) {
    text = trim(text);
    // With the no-break space, so that an amount can be copied from our own pages.
    for (const std::string_view ending : {"€", "\u00a0"}) {
        if (text.ends_with(ending)) text = trim(text.substr(0, text.size() - ending.size()));
    }
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (text.empty() || text.size() > 20) return std::nullopt;
    auto [whole, decimals] = parts_of(text);
    if (!all_digits(whole) || whole.size() > 12 || !all_digits(decimals) || decimals.size() > 2) return std::nullopt;
    decimals.resize(2, '0');
    const Cents cents = std::strtoll((whole + decimals).c_str(), nullptr, 10);
    if (cents > most_cents) return std::nullopt;
    return negative ? -cents : cents;
}

std::string cents_text(Cents cents, std::string_view lang) {
    const bool english = lang.starts_with("en");
    const auto size = static_cast<std::uint64_t>(std::llabs(cents));
    auto digits = std::to_string(size / 100);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, english ? ',' : '.');
    return fmt::format("{}{}{}{:02}", cents < 0 ? "-" : "", digits, english ? '.' : ',', size % 100);
}

std::string euros_text(Cents cents, std::string_view lang) { return cents_text(cents, lang) + "\u00a0€"; }

Cents share_of(Cents amount, Cents part, Cents whole) {
    return whole == 0 ? 0 : static_cast<Cents>(rounded_quotient(static_cast<Wide>(amount) * part, whole));
}

std::optional<std::int64_t> share_in_basis_points(Cents part, Cents whole) {
    if (whole == 0) return std::nullopt;
    return static_cast<std::int64_t>(rounded_quotient(static_cast<Wide>(part) * 10'000, whole));
}

std::string basis_points_text(std::int64_t basis_points, std::string_view lang) { return cents_text(basis_points, lang) + "\u00a0%"; }

Split split_by_sources(Cents amount, Cents planned_land, Cents planned_own) {
    const auto land = share_of(amount, planned_land, planned_land + planned_own);
    return {land, amount - land};
}

}  // namespace kireise::journey
