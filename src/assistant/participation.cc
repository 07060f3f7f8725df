#include "assistant/participation.h"

namespace kireise::assistant {

people::Matter logging_matter() { return {people::ParticipationKind::assistant_logging, "usage", "day-usecase-model-outcome"}; }

// Never "live" without consent: counting starts and stops with it.
Result<std::vector<people::ParticipationSubject>> participation_subjects(const people::Context& context) {
    return std::vector<people::ParticipationSubject>{{logging_matter(), context.t("participation.logging_title"), "/assistant", false}};
}

}  // namespace kireise::assistant
