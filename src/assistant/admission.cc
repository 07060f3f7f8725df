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

Hurdle hurdle_of(const policy::Decision& decision, usecases::Stage stage) {
    if (decision.ground == policy::Ground::no_guideline) return Hurdle::no_guideline;
    if (decision.ground == policy::Ground::refused) return Hurdle::refused;
    if (!usecases::is_released(stage)) return Hurdle::not_released;
    if (decision.ground == policy::Ground::condition_missing) return Hurdle::condition_missing;
    return decision.allowed() ? Hurdle::none : Hurdle::uncovered;
}

Result<Admission> decide_on(const blueprint::UseCase& usecase, DataClass data, const Circumstances& circumstances, const Decide& decide) {
    auto decision = TRY(decide(request_for(usecase, data, circumstances)));
    const auto hurdle = hurdle_of(decision, circumstances.stage);
    return Admission{hurdle, std::move(decision), {}};
}

}  // namespace

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
