#include "base/number.h"
#include "fuzz.h"
#include "journey/funding_money.h"

namespace kireise::fuzz {

// "1.234,56", as people type it.
void fuzz_amounts(std::string_view input) {
    const auto cents = journey::parse_cents(input);
    if (!cents) return;
    require(*cents >= -journey::most_cents && *cents <= journey::most_cents, "an amount over the limit");
    require(journey::parse_cents(journey::cents_text(*cents, "de")) == cents, "a written amount reads as another");
    require(journey::parse_cents(journey::euros_text(*cents, "de")) == cents, "a written amount in euros reads as another");
    const auto split = journey::split_by_sources(*cents, 12'000'000, 2'000'000);
    require(split.land + split.own == *cents, "splitting loses a cent");
    (void)number(static_cast<double>(*cents) / 100, 2, "en");
}

}  // namespace kireise::fuzz
