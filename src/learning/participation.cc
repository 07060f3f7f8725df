#include "learning/participation.h"

#include "base/sha256.h"
#include "base/text.h"
#include "learning/pass_store.h"

namespace kireise::learning {

people::Matter matter_of(const blueprint::Pass& pass) {
    const Json conditions{pass.level, pass.valid_months, pass.courses, pass.acknowledge_guideline};
    return {people::ParticipationKind::pass, std::string(slug_of(pass.id)), sha256_hex(conditions.dump())};
}

Result<std::vector<people::ParticipationSubject>> participation_subjects(const people::Context& context) {
    const auto content = TRY(context.town.content());
    const bool issued = TRY(passes_issued(context.town.db(), context.town.today())) > 0;
    std::vector<people::ParticipationSubject> out;
    for (const auto& pass : content->all<blueprint::Pass>()) out.push_back({matter_of(pass), pass.title, "/pass", issued});
    return out;
}

}  // namespace kireise::learning
