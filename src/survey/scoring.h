#pragma once
// From answers to levels and gaps. One knowledge question for each of the levels 1..3 of an area is the normal case:
//   measured level = number of questions answered rightly (0..3);
//   uncertain      = a harder question is right while an easier one is wrong, so that the number may be luck or a slip.
// With several questions for a level, the level counts when more than half of them are right. "I don't know" and unanswered count as wrong.
// The self-assessment (0..4) stands beside the measured level and never changes it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blueprint/content.h"
#include "survey/answers.h"

namespace kireise::survey {

inline constexpr blueprint::Level top_measured_level = 3;

// Three questions cannot tell neighbouring levels apart; only a difference of this many levels is called an over- or underestimation.
inline constexpr blueprint::Level estimate_tolerance = 2;

struct Item {
    const blueprint::Question* question;  // lives in the content
    std::string area;
};

// A form with its questions. Holds as long as the content from which it was made.
struct Questionnaire {
    std::string form;
    std::string title;
    std::string summary;
    int minutes = 0;
    std::vector<std::string> areas;  // those that are asked, in the order of the framework
    std::vector<Item> items;         // in the order asked
};

// not_found for an unknown form.
[[nodiscard]] Result<Questionnaire> questionnaire(const blueprint::Content& content, std::string_view form);

enum class Estimate { unknown, fits, over, under };

struct AreaScore {
    std::string area;
    blueprint::Level measured = 0;  // 0..3
    int asked = 0;                  // knowledge questions
    int right = 0;
    bool uncertain = false;
    std::optional<blueprint::Level> self;  // 0..4; none when not given
    Estimate estimate = Estimate::unknown;
};

// One for each area of the questionnaire, in its order.
[[nodiscard]] std::vector<AreaScore> score(const Questionnaire& questionnaire, const Answers& answers);

// The highest target of the area's competences: an area has a gap exactly when one of its competences has.
[[nodiscard]] blueprint::Level area_target(const blueprint::Area& area, const blueprint::Profile& profile);

struct Gap {
    std::string competence;
    std::string area;
    blueprint::Level target = 0;
    blueprint::Level measured = 0;  // of the area: < target
};

// Competences whose target lies above the measured level of their area, in the order of the framework. Areas without a knowledge
// question are not judged.
[[nodiscard]] std::vector<Gap> gaps(const blueprint::Content& content, const blueprint::Profile& profile,
                                    const std::vector<AreaScore>& scores);

}  // namespace kireise::survey
