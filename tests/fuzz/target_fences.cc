#include "blueprint/fences.h"
#include "fuzz.h"

namespace kireise::fuzz {

void fuzz_fences(std::string_view input) {
    const auto blocks = blueprint::parse_fences(input, 5);
    if (!blocks) return;
    int line = 5;
    for (const auto& block : *blocks) {
        require(block.line >= line, "blocks out of order");
        line = block.line;
        if (block.kind == blueprint::BlockKind::exercise) require(!block.solution.empty(), "an exercise without solution");
        if (block.kind == blueprint::BlockKind::variant) require(!block.title.empty(), "a variant without id");
    }
}

}  // namespace kireise::fuzz
