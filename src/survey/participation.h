#pragma once
// What the staff council is asked about here: each wave, before it opens. Consent is for the questions of its form.

#include "people/participation_view.h"
#include "survey/wave_store.h"

namespace kireise::survey {

[[nodiscard]] people::Matter matter_of(const Wave& wave);

[[nodiscard]] Result<std::vector<people::ParticipationSubject>> participation_subjects(const people::Context& context);

}  // namespace kireise::survey
