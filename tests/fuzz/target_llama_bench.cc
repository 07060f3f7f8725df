#include "fuzz.h"
#include "placement/bench_run.h"

namespace kireise::fuzz {

void fuzz_llama_bench(std::string_view input) {
    require(placement::bench_progress(input) <= 1, "more than all of it");
    const auto samples = placement::parse_bench(input);
    if (!samples) return;
    require(!samples->prefill.empty() && !samples->decode.empty(), "a measurement without samples");
    for (const auto speed : samples->decode) require(speed > 0, "a speed that is none");
}

}  // namespace kireise::fuzz
