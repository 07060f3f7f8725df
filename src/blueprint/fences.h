#pragma once
// The fences of course sections and clauses: "::: name title" opens a block, ":::" on its own line closes it.
//     ::: variant ID    text of a clause's variant
//     ::: exercise TITLE ... ::: solution ... :::
//     ::: note TITLE    remark box
// Fences do not nest; inside Markdown code fences (``` or ~~~) nothing is looked at.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "blueprint/ids.h"

namespace kireise::blueprint {

enum class BlockKind { text, variant, exercise, note };

constexpr EnumIds<BlockKind, 4> enum_ids(BlockKind) {
    return {{{BlockKind::text, "text"}, {BlockKind::variant, "variant"}, {BlockKind::exercise, "exercise"}, {BlockKind::note, "note"}}};
}

struct Block {
    BlockKind kind = BlockKind::text;
    std::string title;     // of a variant: its id; of text: empty
    std::string text;      // Markdown without blank lines at start and end
    std::string solution;  // of an exercise
    int line = 1;          // of the opening fence or the first line of text
};

// Blocks in order; stretches of text that are blank are left out. invalid with "line N: ..." for an unknown name, a block inside
// another, a block that is never closed, a ":::" without block, a variant without id, an exercise without solution.
// `first_line` is the line of the text's start in its file.
[[nodiscard]] Result<std::vector<Block>> parse_fences(std::string_view markdown, int first_line = 1);

}  // namespace kireise::blueprint
