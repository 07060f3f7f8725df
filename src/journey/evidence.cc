#include "journey/evidence.h"

#include "journey/funding.h"
#include "journey/journey_store.h"
#include "lab/lab_store.h"
#include "learning/pass_store.h"
#include "placement/placement_store.h"
#include "placement/verdicts.h"
#include "policy/adoption.h"
#include "survey/wave_store.h"
#include "usecases/register_store.h"

namespace kireise::journey {

Result<Facts> gather_facts(const people::Town& town) {
    auto& db = town.db();
    const auto content = TRY(town.content());
    Facts facts;
    facts.survey_answers = TRY(survey::closed_answers(db));
    facts.courses_ready = static_cast<int>(content->all<blueprint::Course>().size());
    facts.passes_issued = TRY(learning::passes_issued(db, town.today()));
    facts.guideline_adopted = TRY(policy::adopted(town)) != nullptr;
    facts.usecases_ranked = TRY(usecases::ranked_usecases(db));
    facts.usecases_tested = TRY(lab::tested_usecases(db));
    facts.pcs_measured = TRY(placement::pcs_measured(db));
    facts.verdicts_made = TRY(placement::verdicts_made(town));
    facts.packages_exported = static_cast<int>(TRY(exports(town)).size());
    for (const auto& document : TRY(documents(town))) ++facts.documents[document.deliverable];
    return facts;
}

Result<Plan> current_plan(const people::Town& town) {
    const auto content = TRY(town.content());
    auto frame = TRY(load_frame(town));
    follow_extension(frame.phases, TRY(load_decision(town)));
    return make_plan(content->journey(), frame.phases, TRY(gather_facts(town)), town.today());
}

}  // namespace kireise::journey
