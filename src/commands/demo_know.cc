#include <fmt/core.h>

#include "commands/demo.h"
#include "journey/journey_store.h"
#include "survey/participation.h"
#include "survey/simulate.h"
#include "survey/wave_store.h"

namespace kireise::commands {

Result<StepResult> demo_frame(Walk& walk) {
    if (!TRY(journey::load_frame(walk.town)).phases.empty()) return StepResult{walk.io.t("commands.demo.already")};
    const auto& funding = walk.sample.funding;
    const journey::Frame frame{.phases = walk.sample.phases, .funding = funding.lines, .funding_end = funding.end, .note = funding.source};
    TRY(journey::save_frame(walk.town, "", frame));
    return StepResult{
        fmt::format("{:.0f} EUR, {} – {}", frame.total(), to_string(frame.phases.front().start), to_string(*frame.funding_end))};
}

Result<StepResult> demo_survey(Walk& walk) {
    auto& db = walk.town.db();
    if (const int there = TRY(survey::closed_answers(db)); there > 0)
        return StepResult{fmt::format("{} ({})", there, walk.io.t("commands.demo.already"))};
    const auto& sample = walk.sample.survey;
    const auto random = seeded_random(sample.seed);
    std::vector<std::string> profiles;
    for (const auto& profile : walk.content.all<blueprint::Profile>()) profiles.push_back(profile.id);
    int staff = 0;
    for (const auto& unit : walk.sample.units) staff += unit.staff;

    const auto questions = TRY(survey::questionnaire(walk.content.content(), sample.form));
    const people::Deed deed{walk.town.random(), walk.town.now(), ""};
    const auto wave = TRY(survey::prepare_wave(db, walk.town.random(), walk.io.t("commands.demo.wave"), sample.form));
    // Three weeks that ended a fortnight before the first phase did.
    const auto closed = std::chrono::sys_days{walk.sample.phases.front().end} - std::chrono::days{14};
    const Date opened{closed - std::chrono::days{21}};
    TRY(synthetic_consent(walk, survey::matter_of(TRY(survey::find_wave(db, wave))), walk.io.t("commands.demo.wave"), opened));
    TRY(survey::open_wave(db, deed, opened, wave, TRY(walk.town.head_commit()), staff));
    TRY(survey::submit_synthetic(db, walk.town.random(), wave,
                                 survey::simulate(questions, profiles, sample.mean_ability, sample.participants, random)));
    TRY(survey::close_wave(db, deed, Date{closed}, wave));
    return StepResult{people::fill(walk.io.t("commands.demo.survey"),
                                   {{"answers", std::to_string(sample.participants)}, {"staff", std::to_string(staff)}})};
}

}  // namespace kireise::commands
