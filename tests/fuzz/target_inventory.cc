#include "base/text.h"
#include "fuzz.h"
#include "placement/inventory.h"

namespace kireise::fuzz {

void fuzz_inventory(std::string_view input) {
    const auto file = placement::read_inventory(input);
    if (!file) return;
    require(file->lines.size() <= placement::inventory_lines, "more lines than allowed");
    require(file->problems.size() <= placement::inventory_problems && file->problems.size() <= file->faulty_lines,
            "problems out of bounds");
    for (const auto& line : file->lines) {
        require(line.count >= 1 && line.memory_gib > 0 && line.cores >= 0 && !line.cpu.empty(), "a line that is no PC");
        require(is_utf8(line.make) && is_utf8(line.model) && is_utf8(line.cpu) && is_utf8(line.gpu), "a text that is not UTF-8");
    }
    for (const auto& problem : file->problems) require(is_utf8(problem.value) && problem.line >= 1, "a problem that cannot be shown");
    const auto fleet = placement::group_fleet(file->lines, {});
    require(fleet.pcs == file->pcs(), "a PC was lost");
    for (const auto& pc_class : fleet.classes) require(!pc_class.slug.empty() && pc_class.count >= 1, "a class without name or PCs");
}

}  // namespace kireise::fuzz
