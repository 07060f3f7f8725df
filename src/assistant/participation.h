#pragma once
// What the staff council is asked about here: that the use of the assistants is counted. Without consent nothing is counted, and the
// assistants work all the same: what staff may do with them is the guideline's to say.

#include "people/participation_view.h"

namespace kireise::assistant {

// The edition changes with what a count records (usage_store.h).
[[nodiscard]] people::Matter logging_matter();

[[nodiscard]] Result<std::vector<people::ParticipationSubject>> participation_subjects(const people::Context& context);

}  // namespace kireise::assistant
