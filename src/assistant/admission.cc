#include "assistant/admission.h"

#include <algorithm>

namespace kireise::assistant {
namespace {

using blueprint::DataClass;

policy::Request request_for(const blueprint::UseCase& usecase, DataClass data, const Circumstances& circumstances) {
    const bool named = std::ranges::find(usecase.data_classes, data) != usecase.data_classes.end();
    return {.data = data,
            .engine = circumstances.engine,
            .pass = circumstances.pass_level >= 1,
            .registered_usecase = named && usecases::is_released(circumstances.stage)};
}

// Everything that is missing, when the rules alone would not forbid it.
std::vector<Need> missing_of(const policy::Decision& decision, const Circumstances& circumstances) {
    if (!decision.allowed() && decision.ground != policy::Ground::condition_missing) return {};
    auto missing = needs_of_person(circumstances);
    const auto lacks = [&](policy::Condition condition) {
        return std::ranges::find(decision.missing, condition) != decision.missing.end();
    };
    if (lacks(policy::Condition::registered_usecase)) missing.push_back(Need::registered_usecase);
    if (lacks(policy::Condition::pass)) missing.push_back(Need::pass);
    return missing;
}

Hurdle hurdle_of(const policy::Decision& decision, usecases::Stage stage, bool complete) {
    if (decision.ground == policy::Ground::no_guideline) return Hurdle::no_guideline;
    if (decision.ground == policy::Ground::refused) return Hurdle::refused;
    if (!usecases::is_released(stage)) return Hurdle::not_released;
    if (decision.ground == policy::Ground::uncovered) return Hurdle::uncovered;
    return decision.allowed() && complete ? Hurdle::none : Hurdle::condition_missing;
}

Result<Admission> decide_on(const blueprint::UseCase& usecase, DataClass data, const Circumstances& circumstances, const Decide& decide) {
    auto decision = TRY(decide(request_for(usecase, data, circumstances)));
    auto missing = missing_of(decision, circumstances);
    const auto hurdle = hurdle_of(decision, circumstances.stage, missing.empty());
    if (hurdle != Hurdle::condition_missing) missing.clear();
    return Admission{hurdle, std::move(decision), std::move(missing), {}};
}

}  // namespace

std::vector<Need> needs_of_person(const Circumstances& circumstances) {
    std::vector<Need> needs;
    if (!circumstances.acknowledged) needs.push_back(Need::acknowledgement);
    if (circumstances.stage == usecases::Stage::testing && !circumstances.tester) needs.push_back(Need::tester);
    return needs;
}

Result<Admission> admit(const blueprint::UseCase& usecase, DataClass data, const Circumstances& circumstances, const Decide& decide) {
    auto admission = TRY(decide_on(usecase, data, circumstances, decide));
    if (admission.allowed() || admission.hurdle == Hurdle::no_guideline || admission.hurdle == Hurdle::not_released) return admission;
    for (const auto other : blueprint::data_classes) {
        const auto instead = TRY(decide_on(usecase, other, circumstances, decide));
        if (instead.allowed()) admission.instead.push_back(other);
    }
    return admission;
}

}  // namespace kireise::assistant
