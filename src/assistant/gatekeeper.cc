#include "assistant/gatekeeper.h"

#include "learning/pass_store.h"
#include "policy/adoption.h"
#include "usecases/register_store.h"

namespace kireise::assistant {

Result<Entry> admit(const people::Town& town, const std::string& account, const ChatRequest& request, blueprint::EngineLocation engine) {
    const auto guideline = TRY(policy::in_force(town));
    const Circumstances circumstances{.stage = TRY(usecases::stage_of(town.db(), request.usecase->id)),
                                      .pass_level = TRY(learning::pass_level(town.db(), account, town.today())),
                                      .engine = engine};
    const Decide decide = [&](const policy::Request& asked) -> Result<policy::Decision> {
        if (!guideline) return policy::Decision{.ground = policy::Ground::no_guideline};
        return policy::decide(guideline->gate, asked);
    };
    Entry entry{.admission = TRY(admit(*request.usecase, request.data, circumstances, decide)), .clause_text = ""};
    const auto* clause = guideline ? guideline->guideline.find(entry.admission.decision.clause) : nullptr;
    if (clause != nullptr) entry.clause_text = clause->text;
    return entry;
}

Result<Opening> opening_of(const people::Town& town, const std::string& usecase) {
    const auto guideline = TRY(policy::in_force(town));
    if (!guideline) return Opening::no_guideline;
    return usecases::is_released(TRY(usecases::stage_of(town.db(), usecase))) ? Opening::open : Opening::not_released;
}

}  // namespace kireise::assistant
