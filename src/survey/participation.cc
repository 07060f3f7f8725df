#include "survey/participation.h"

namespace kireise::survey {

people::Matter matter_of(const Wave& wave) { return {people::ParticipationKind::survey_wave, wave.id, wave.form}; }

Result<std::vector<people::ParticipationSubject>> participation_subjects(const people::Context& context) {
    std::vector<people::ParticipationSubject> out;
    for (const auto& wave : TRY(list_waves(context.town.db())))
        out.push_back({matter_of(wave), wave.title, "/survey", wave.state != WaveState::prepared});
    return out;
}

}  // namespace kireise::survey
