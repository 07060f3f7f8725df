#include "assistant/gatekeeper.h"

#include "learning/pass_store.h"
#include "policy/acknowledgement.h"
#include "usecases/register_store.h"
#include "usecases/testers_store.h"

namespace kireise::assistant {
namespace {

// nullptr: none is in force.
using Guideline = std::shared_ptr<const policy::Adopted>;

Result<Circumstances> circumstances_of(const people::Town& town, const std::string& account, const std::string& usecase,
                                       const Guideline& guideline) {
    Circumstances circumstances{.stage = TRY(usecases::stage_of(town.db(), usecase))};
    if (guideline) circumstances.acknowledged = TRY(policy::has_acknowledged(town, account, *guideline));
    circumstances.tester = TRY(usecases::is_tester(town.db(), usecase, account));
    circumstances.pass_level = TRY(learning::pass_level(town.db(), account, town.today()));
    return circumstances;
}

Entry entry_of(Admission admission, const Guideline& guideline) {
    Entry entry{.admission = std::move(admission), .quotes = {}, .contact = ""};
    if (!guideline) return entry;
    entry.quotes = quotes_for(guideline->guideline, entry.admission);
    const auto contact = guideline->answers.find("contact");
    if (contact != guideline->answers.end()) entry.contact = contact->second;
    return entry;
}

}  // namespace

Result<Entry> admit(const people::Town& town, const std::string& account, const ChatRequest& request, blueprint::EngineLocation engine) {
    const auto guideline = TRY(policy::in_force(town));
    auto circumstances = TRY(circumstances_of(town, account, request.usecase->id, guideline));
    circumstances.engine = engine;
    const Decide decide = [&](const policy::Request& asked) -> Result<policy::Decision> {
        if (!guideline) return policy::Decision{.ground = policy::Ground::no_guideline};
        return policy::decide(guideline->gate, asked);
    };
    return entry_of(TRY(admit(*request.usecase, request.data, circumstances, decide)), guideline);
}

Result<Door> door_of(const people::Town& town, const std::string& account, const std::string& usecase) {
    const auto guideline = TRY(policy::in_force(town));
    if (!guideline) return Door{Opening::no_guideline, {}};
    const auto circumstances = TRY(circumstances_of(town, account, usecase, guideline));
    if (!usecases::is_released(circumstances.stage)) return Door{Opening::not_released, {}};
    auto needs = needs_of_person(circumstances);
    if (needs.empty()) return Door{Opening::open, {}};
    return Door{Opening::not_ready,
                entry_of({.hurdle = Hurdle::condition_missing, .decision = {}, .missing = std::move(needs), .instead = {}}, guideline)};
}

}  // namespace kireise::assistant
