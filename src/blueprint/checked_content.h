#pragma once
// For this room only: content together with what is wrong with it.

#include <vector>

#include "blueprint/content.h"
#include "blueprint/finding.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {

struct CheckedContent {
    Content content;
    std::vector<Finding> findings;  // empty: the content is complete
};

[[nodiscard]] CheckedContent load_and_check(const Tree& tree);

}  // namespace kireise::blueprint
