#pragma once

namespace kireise::placement {

// The smallest step in which memory is sold (1, 2, 4, 8, 16, 32, ... GiB and what lies between) with at least this much, since a system
// sees less than is built in. 0 for what is not positive.
[[nodiscard]] int memory_step(double gib);

}  // namespace kireise::placement
