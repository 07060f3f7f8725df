#pragma once
// Synthetic answers for demonstrations and tests: the same seed gives the same answers.
// Model: a person's ability in an area is normal around the given mean (deviation 0.6 shared by all areas, 0.4 for each area alone). A
// question of level l is answered rightly with probability 1 / (1 + exp(-1.7 (ability - l + 0.5))), so that the mean measured level comes
// near the mean ability. The self-assessment is the ability with a normal error (deviation 0.8), rounded.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/random.h"
#include "survey/report.h"
#include "survey/scoring.h"

namespace kireise::survey {

using MeanAbility = std::map<std::string, double, std::less<>>;  // area -> 0..4

// Profiles are drawn with shares that fall with their place in the list (1, 1/2, 1/3, ...). An area without a mean counts as 1.
[[nodiscard]] std::vector<AnswerSet> simulate(const Questionnaire& questionnaire, const std::vector<std::string>& profiles,
                                              const MeanAbility& mean, int participants, const Random& random);

}  // namespace kireise::survey
