#pragma once
// Before every request: may this person send this text to this engine with this assistant? The adopted guideline decides; what it does not
// allow, and what nobody has released, is refused.

#include <functional>
#include <string>
#include <vector>

#include "assistant/request.h"
#include "policy/gate.h"
#include "usecases/stage.h"

namespace kireise::assistant {

enum class Hurdle {
    none,
    no_guideline,       // none is adopted
    refused,            // a clause forbids it
    not_released,       // the use case is neither in test nor in use
    uncovered,          // no clause says anything
    condition_missing,  // a clause demands what is missing
};

constexpr blueprint::EnumIds<Hurdle, 6> enum_ids(Hurdle) {
    return {{{Hurdle::none, "none"},
             {Hurdle::no_guideline, "no_guideline"},
             {Hurdle::refused, "refused"},
             {Hurdle::not_released, "not_released"},
             {Hurdle::uncovered, "uncovered"},
             {Hurdle::condition_missing, "condition_missing"}}};
}

struct Admission {
    Hurdle hurdle = Hurdle::no_guideline;
    policy::Decision decision;                  // with the clause to quote, where one is
    std::vector<blueprint::DataClass> instead;  // of a refusal: the classes that this person may use with this assistant

    [[nodiscard]] bool allowed() const { return hurdle == Hurdle::none; }
};

// What is known about the person, the use case and the engine.
struct Circumstances {
    usecases::Stage stage = usecases::Stage::idea;
    int pass_level = 0;
    blueprint::EngineLocation engine = blueprint::EngineLocation::public_cloud;
};

using Decide = std::function<Result<policy::Decision>(const policy::Request&)>;

// A use case counts as registered for the data classes that its definition names.
[[nodiscard]] Result<Admission> admit(const blueprint::UseCase& usecase, blueprint::DataClass data, const Circumstances& circumstances,
                                      const Decide& decide);

}  // namespace kireise::assistant
