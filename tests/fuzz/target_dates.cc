#include "base/clock.h"
#include "fuzz.h"

namespace kireise::fuzz {

void fuzz_dates(std::string_view input) {
    const auto date = parse_date(input);
    if (!date) return;
    require(to_string(*date) == input, "a date that is written differently");
    require(german_text(*date).size() == 10, "a German date of another length");
    require(german_date(std::chrono::sys_days{*date}) == *date, "midnight UTC lies on another day in Germany");
}

}  // namespace kireise::fuzz
