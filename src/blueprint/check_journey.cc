#include <algorithm>
#include <numeric>

#include "blueprint/checks.h"
#include "blueprint/schema_sentences.h"

namespace kireise::blueprint {
namespace {

bool counts(EvidenceKind kind) {
    return kind != EvidenceKind::guideline_adopted && kind != EvidenceKind::package_exported && kind != EvidenceKind::document;
}

void check_deliverables(Report& report, const Journey& journey) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < journey.phases.size(); ++i) {
        const auto& deliverables = journey.phases[i].deliverables;
        for (std::size_t k = 0; k < deliverables.size(); ++k) {
            const auto pointer = fmt::format("/phases/{}/deliverables/{}", i, k);
            const auto& evidence = deliverables[k].evidence;
            if (!seen.insert(deliverables[k].id).second)
                report.at(journey.id, pointer + "/id", fmt::format("{} stands here twice.", deliverables[k].id));
            if (counts(evidence.kind) != evidence.minimum.has_value()) {
                report.at(journey.id, pointer + "/evidence",
                          fmt::format("Evidence of the kind {} {}.", to_id(evidence.kind),
                                      counts(evidence.kind) ? "needs a minimum" : "has no minimum"));
            }
        }
    }
}

void check_phase_dates(const Content& content, Report& report, const Sample& sample) {
    check_unique(report, sample.id, "/phases", sample.phases, &PhaseDates::id);
    for (std::size_t i = 0; i < sample.phases.size(); ++i) {
        const auto& phase = sample.phases[i];
        const auto pointer = fmt::format("/phases/{}", i);
        if (phase.start > phase.end) report.at(sample.id, pointer, "The phase must not end before it starts.");
        if (std::ranges::find(content.journey.phases, phase.id, &Phase::id) == content.journey.phases.end()) {
            report.at(sample.id, pointer + "/id", fmt::format("The journey has no {}.", phase.id));
        }
    }
    for (const auto& phase : content.journey.phases) {
        if (std::ranges::find(sample.phases, phase.id, &PhaseDates::id) != sample.phases.end()) continue;
        report.at(sample.id, "/phases", fmt::format("The dates of {} are missing.", phase.id));
    }
}

void check_people(const Content& content, Report& report, const Sample& sample) {
    check_unique(report, sample.id, "/units", sample.units, &Unit::id);
    check_unique(report, sample.id, "/accounts", sample.accounts, &SampleAccount::login);
    for (std::size_t i = 0; i < sample.accounts.size(); ++i) {
        const auto& account = sample.accounts[i];
        check_reference<Profile>(content, report, sample.id, fmt::format("/accounts/{}/profile", i), account.profile);
        if (std::ranges::find(sample.units, account.unit, &Unit::id) != sample.units.end()) continue;
        report.at(sample.id, fmt::format("/accounts/{}/unit", i), fmt::format("The sample has no {}.", account.unit));
    }
}

void check_survey(const Content& content, Report& report, const Sample& sample) {
    check_reference<Form>(content, report, sample.id, "/survey/form", sample.survey.form);
    const auto staff =
        std::accumulate(sample.units.begin(), sample.units.end(), 0, [](int sum, const Unit& unit) { return sum + unit.staff; });
    if (sample.survey.participants > staff) {
        report.at(sample.id, "/survey/participants", fmt::format("More participants than staff: the units have {} together.", staff));
    }
    for (const auto& [area, ability] : sample.survey.mean_ability) {
        check_reference<Area>(content, report, sample.id, "/survey/mean_ability/" + pointer_token(area), area);
    }
    for (const auto& area : content.all<Area>()) {
        if (!sample.survey.mean_ability.contains(area.id))
            report.at(sample.id, "/survey/mean_ability", fmt::format("The mean of {} is missing.", area.id));
    }
}

}  // namespace

void check_journey(const Content& content, Report& report) {
    const auto& journey = content.journey;
    check_unique(report, journey.id, "/phases", journey.phases, &Phase::id);
    check_deliverables(report, journey);
    for (const auto& sample : content.all<Sample>()) {
        if (!journey.id.empty() && sample.journey != journey.id)
            report.at(sample.id, "/journey", fmt::format("There is no {}.", sample.journey));
        if (!journey.id.empty()) check_phase_dates(content, report, sample);
        check_people(content, report, sample);
        check_survey(content, report, sample);
    }
}

}  // namespace kireise::blueprint
