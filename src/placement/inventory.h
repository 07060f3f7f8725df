#pragma once
// The town's list of PCs, as an asset management or a spreadsheet writes it: a CSV file with a heading, separated by ; , or tab, in UTF-8,
// UTF-16 or Windows-1252. Headings German or English, in any order: maker, model, processor, cores, memory, graphics, count. Processor and
// memory must be there; without a count each line is one PC. Memory in GB, MB or bytes, as the heading or the cell says; a bare number
// from 512 on counts as MB, from 100 million on as bytes.
//
// Nothing about people or single devices is taken over: only the columns above are read, and equal lines become one with their sum.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "blueprint/vocabulary.h"
#include "placement/fleet.h"

namespace kireise::placement {

inline constexpr std::size_t inventory_bytes = std::size_t{4} << 20U;
inline constexpr std::size_t inventory_lines = 20'000;
inline constexpr std::size_t inventory_text = 120;      // characters of a cell
inline constexpr int inventory_count = 100'000;         // PCs in one line
inline constexpr std::size_t inventory_problems = 100;  // told by line; further ones are counted

enum class InventoryFault { no_cpu, no_memory, bad_memory, bad_cores, bad_count, bad_text, broken_line };

constexpr blueprint::EnumIds<InventoryFault, 7> enum_ids(InventoryFault) {
    return {{{InventoryFault::no_cpu, "no-cpu"},
             {InventoryFault::no_memory, "no-memory"},
             {InventoryFault::bad_memory, "bad-memory"},
             {InventoryFault::bad_cores, "bad-cores"},
             {InventoryFault::bad_count, "bad-count"},
             {InventoryFault::bad_text, "bad-text"},
             {InventoryFault::broken_line, "broken-line"}}};
}

struct InventoryProblem {
    std::size_t line = 0;  // of the file, from 1
    InventoryFault fault = InventoryFault::broken_line;
    std::string value;  // the cell, shortened; "" where it would only repeat the fault
};

struct Inventory {
    std::vector<InventoryLine> lines;        // equal ones summed up, in a fixed order
    std::vector<InventoryProblem> problems;  // the first inventory_problems of them
    std::size_t faulty_lines = 0;
    std::vector<std::string> personal;  // headings of columns about people or single devices: not read
    std::vector<std::string> ignored;   // other headings that are not read

    [[nodiscard]] int pcs() const;
};

// too_large: bytes or lines. invalid: no text, no heading, no column for processor or memory (the heading is named), a column that comes
// twice.
[[nodiscard]] Result<Inventory> read_inventory(std::string_view bytes);

}  // namespace kireise::placement
