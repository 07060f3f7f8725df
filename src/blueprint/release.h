#pragma once
// Reads the head of a Blaupause (blueprint.yaml) without loading the rest.

#include "blueprint/common_types.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {

// not_found or invalid when there is no readable blueprint.yaml.
[[nodiscard]] Result<Release> read_release(const Tree& tree);

}  // namespace kireise::blueprint
