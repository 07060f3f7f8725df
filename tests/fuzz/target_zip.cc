#include "base/zip.h"
#include "fuzz.h"

namespace kireise::fuzz {

// Within its limits, and what was read can be written and read again.
void fuzz_zip(std::string_view input) {
    const ZipLimits limits{.entries = 20, .entry_bytes = 1U << 16U, .total_bytes = 1U << 17U, .ratio = 100};
    const auto entries = read_zip(input, limits);
    if (!entries) return;
    std::size_t total = 0;
    for (const auto& entry : *entries) {
        require(entry.content.size() <= limits.entry_bytes, "an entry over the limit");
        require(!entry.name.starts_with('/') && ("/" + entry.name + "/").find("/../") == std::string::npos,
                "a name that leaves its folder");
        total += entry.content.size();
    }
    require(entries->size() <= limits.entries && total <= limits.total_bytes, "an archive over the limits");
    const auto written = write_zip(*entries, Instant{});
    require(written.has_value(), "what was read cannot be written");
    const auto again = read_zip(*written, {.ratio = 10'000});
    require(again.has_value() && *again == *entries, "a written archive reads as something else");
}

}  // namespace kireise::fuzz
