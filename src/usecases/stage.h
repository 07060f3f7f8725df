#pragma once
// Where a use case stands in the register, from idea to end.

#include <array>

#include "blueprint/ids.h"
#include "usecases/ranking.h"

namespace kireise::usecases {

enum class Stage { idea, checked, prioritised, testing, in_use, ended };

constexpr blueprint::EnumIds<Stage, 6> enum_ids(Stage) {
    return {{{Stage::idea, "idea"},
             {Stage::checked, "checked"},
             {Stage::prioritised, "prioritised"},
             {Stage::testing, "testing"},
             {Stage::in_use, "in-use"},
             {Stage::ended, "ended"}}};
}

inline constexpr std::array stages{Stage::idea, Stage::checked, Stage::prioritised, Stage::testing, Stage::in_use, Stage::ended};

// What the guideline calls "freigegeben": only these count as a registered use case for its gate.
[[nodiscard]] constexpr bool is_released(Stage stage) { return stage == Stage::testing || stage == Stage::in_use; }

// What is knocked out goes no further than "checked"; what has open gates may be tested, but not used.
[[nodiscard]] constexpr bool may_enter(Stage stage, Readiness readiness) {
    if (stage == Stage::in_use) return readiness == Readiness::ready;
    if (stage == Stage::prioritised || stage == Stage::testing) return readiness != Readiness::out;
    return true;
}

}  // namespace kireise::usecases
