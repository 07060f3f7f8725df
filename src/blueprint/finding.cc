#include "blueprint/finding.h"

#include <fmt/core.h>

namespace kireise::blueprint {

std::string to_string(const Finding& finding) {
    const auto* separator = finding.field.empty() ? "" : ": ";
    return fmt::format("{}:{}: {}{}{}", finding.file, finding.line, finding.field, separator, finding.expectation);
}

}  // namespace kireise::blueprint
