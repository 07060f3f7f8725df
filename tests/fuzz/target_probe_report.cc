#include "fuzz.h"
#include "placement/probe_report.h"

namespace kireise::fuzz {

void fuzz_probe_report(std::string_view input) {
    const auto report = placement::parse_probe_report(input);
    if (!report) return;
    for (const auto& one : report->measurements) require(one.decode.median > 0 && one.prefill.median > 0, "a speed that is none");
    const auto again = placement::parse_probe_report(placement::to_json(*report).dump());
    require(again.has_value(), "a written report breaks its own schema");
    require(*again == *report, "a written report reads as something else");
}

}  // namespace kireise::fuzz
