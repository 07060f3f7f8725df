#include "fuzz.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

namespace kireise::fuzz {

Target find_target(std::string_view name) {
    const auto all = targets();
    const auto found = std::ranges::find(all, name, &NamedTarget::name);
    return found == all.end() ? nullptr : found->run;
}

void require(bool holds, std::string_view sentence) {
    if (holds) return;
    fmt::print(stderr, "fuzz: {}\n", sentence);
    std::abort();
}

std::uint8_t take_byte(std::string_view& input) {
    if (input.empty()) return 0;
    const auto byte = static_cast<std::uint8_t>(input.front());
    input.remove_prefix(1);
    return byte;
}

std::string_view take_line(std::string_view& input) {
    const auto end = input.find('\n');
    const auto line = input.substr(0, end);
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    return line;
}

}  // namespace kireise::fuzz
