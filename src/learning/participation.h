#pragma once
// What the staff council is asked about here: each KI-Pass, before it is issued. Consent is for its conditions.

#include "blueprint/learning_types.h"
#include "people/participation_view.h"

namespace kireise::learning {

[[nodiscard]] people::Matter matter_of(const blueprint::Pass& pass);

[[nodiscard]] Result<std::vector<people::ParticipationSubject>> participation_subjects(const people::Context& context);

}  // namespace kireise::learning
