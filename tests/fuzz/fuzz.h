#pragma once
// Fuzz targets: each feeds one parser of ours with any bytes and checks what must hold whatever they are. They are run by libFuzzer
// (`make fuzz`: libfuzzer_main.cc) and, over the files in corpus/NAME, by a program of the ordinary build in `make test` (replay_main.cc).

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kireise::fuzz {

using Target = void (*)(std::string_view input);

struct NamedTarget {
    std::string_view name;  // of its folder in corpus/
    Target run;
};

[[nodiscard]] std::span<const NamedTarget> targets();
[[nodiscard]] Target find_target(std::string_view name);  // nullptr when there is none

// Ends the program with the sentence when it does not hold: what a fuzzer takes for a crash.
void require(bool holds, std::string_view sentence);

// The input cut into parts, for parsers that take more than one text.
[[nodiscard]] std::uint8_t take_byte(std::string_view& input);      // 0 when nothing is left
[[nodiscard]] std::string_view take_line(std::string_view& input);  // without its "\n"

}  // namespace kireise::fuzz
