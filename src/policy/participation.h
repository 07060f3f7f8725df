#pragma once
// What the staff council is asked about here: each version of the guideline, before it is adopted. Consent is for its text; the town's
// name and the day of adoption, which are entered with the resolution, play no part.

#include "blueprint/snapshot.h"
#include "people/participation_view.h"
#include "policy/answers.h"

namespace kireise::policy {

[[nodiscard]] Result<people::Matter> guideline_matter(const blueprint::Snapshot& content, const Answers& answers, int version);

// Of the draft, which would become the next version.
[[nodiscard]] Result<people::Matter> draft_matter(const people::Town& town, const blueprint::Snapshot& content, const Answers& answers);

// The version adopted last, and the draft when it differs.
[[nodiscard]] Result<std::vector<people::ParticipationSubject>> participation_subjects(const people::Context& context);

}  // namespace kireise::policy
