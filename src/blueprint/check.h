#pragma once
// Is this tree a sound Blaupause? Text rules, YAML, schemas, ids, references and everything else that blueprint/README.md demands.

#include <vector>

#include "blueprint/finding.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {

// Sorted by file and line; empty when all is well. At most 1,000 findings.
[[nodiscard]] std::vector<Finding> check(const Tree& tree);

}  // namespace kireise::blueprint
