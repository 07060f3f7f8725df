#include "base/text.h"
#include "fuzz.h"
#include "journey/funding_csv.h"

namespace kireise::fuzz {

void fuzz_receipts(std::string_view input) {
    static const journey::LineTitles lines{{"l1", "1 Personal"}, {"l2", "2 Sachkosten"}};
    const auto read = journey::read_receipts_csv(input, lines, {"b1"});
    require(read.problems.size() <= 100 && read.entries.size() <= journey::receipts_import_limit, "more than allowed");
    for (const auto& problem : read.problems) require(is_utf8(problem.value), "a value that is not UTF-8");
}

}  // namespace kireise::fuzz
