#pragma once
// "Was darf ich womit?": every data class at every engine location, in words.

#include <string>
#include <vector>

#include "base/json.h"
#include "blueprint/snapshot.h"
#include "people/texts.h"
#include "policy/gate.h"

namespace kireise::policy {

struct MatrixCell {
    std::string state;                // "yes", "conditions", "no", "uncovered"
    std::string word;                 // the state in one or two words
    std::vector<std::string> needs;   // what one must have before
    std::vector<std::string> duties;  // what one must do afterwards
    int number = 0;                   // the § that says so; 0: none
    std::string title;
    std::string short_text;
    bool contradiction = false;  // several rules, some allow and some refuse
};

[[nodiscard]] MatrixCell matrix_cell(const people::Texts& texts, const Gate& gate, DataClass data, EngineLocation engine);

// For policy/matrix: {locations: [...], rows: [{title, description, cells: [...]}], problems}.
[[nodiscard]] Json matrix_view(const people::Texts& texts, const blueprint::Vocabulary& vocabulary, const Gate& gate);

// "Mit freigegebener KI und: KI-Pass. Danach: prüfen. (§ 9)", duties on a line of their own.
[[nodiscard]] std::string in_words(const people::Texts& texts, const MatrixCell& cell);

}  // namespace kireise::policy
