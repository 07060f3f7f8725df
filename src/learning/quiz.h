#pragma once
// Marking a course's quiz. A question counts when exactly its right options were chosen.

#include <string>
#include <vector>

#include "blueprint/learning_types.h"
#include "survey/answers.h"

namespace kireise::learning {

using Chosen = survey::Answers;  // question id -> ids of the chosen options

struct Marked {
    const blueprint::Question* question = nullptr;  // in the given quiz
    survey::Choice choice;                          // empty when not answered
    bool right = false;
};

struct Grade {
    std::vector<Marked> questions;  // all of the quiz, in its order
    int right = 0;
    int percent = 0;  // 0..100, rounded down
    bool passed = false;
};

// Questions that `chosen` does not name count as wrong.
[[nodiscard]] Grade grade(const blueprint::Quiz& quiz, const Chosen& chosen);

}  // namespace kireise::learning
