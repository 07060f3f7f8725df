#pragma once
// The practical test of keyword rules (UseCase::rules): the lowest rung, which needs neither a model nor training.

#include <string>
#include <string_view>

#include "blueprint/snapshot.h"
#include "lab/scoring.h"

namespace kireise::lab {

// The label most of whose words stand in the text, each counted once; of several the one that comes first in UseCase::labels; "" when no
// word stands there. A word counts where a word of the text begins with it, both folded (letters.h): "müll" is in "Mülltonne", not in
// "Sperrmüll".
[[nodiscard]] std::string label_by_rules(const blueprint::UseCase& usecase, std::string_view text);

// not_found: the use case has no rules, no mails or no gold cases.
[[nodiscard]] Result<LabRun> run_rules(const blueprint::Snapshot& content, const blueprint::UseCase& usecase, const RunHead& head);

}  // namespace kireise::lab
