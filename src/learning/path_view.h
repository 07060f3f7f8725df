#pragma once
// The learner's own path as the page shows it.

#include <optional>

#include "base/json.h"
#include "learning/learner.h"

namespace kireise::learning {

// Where the path comes from: a finished check of this browser, which is newer, or else the levels that the person has saved.
struct Origin {
    std::string profile;
    blueprint::Levels levels;
    bool from_browser = false;
    bool may_be_saved = false;       // a self-check of this browser; never the answers of a wave
    std::optional<Date> saved = {};  // when they were saved; of the check in the browser: when it would replace saved ones
};

// nullopt when there is neither.
[[nodiscard]] Result<std::optional<Origin>> current_origin(const people::Context& context, const Learner& learner);

// {profile, steps, minutes, progress, done, count, remaining ..., next}; `next` is the course card of the step to take, null when all is
// done.
[[nodiscard]] Json path_view(const people::Context& context, const Learner& learner, const Origin& origin);

}  // namespace kireise::learning
