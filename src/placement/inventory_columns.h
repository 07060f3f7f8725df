#pragma once
// What the columns of an inventory are called. Inside this room only.

#include <string_view>

namespace kireise::placement {

// personal: about people or single devices.
enum class Column { ignored, personal, make, model, cpu, cores, memory, gpu, count };

enum class Unit { unknown, bytes, mib, gib };

// "gb" -> gib; lower case.
[[nodiscard]] Unit memory_unit(std::string_view lower);

struct Heading {
    Column column = Column::ignored;
    Unit unit = Unit::unknown;
};

// "RAM (GB)", "RAM in GB", "ram_gb" -> memory in GB.
[[nodiscard]] Heading heading_of(std::string_view text);

}  // namespace kireise::placement
