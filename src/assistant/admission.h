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
    condition_missing,  // the guideline demands what is missing: Admission::missing
};

constexpr blueprint::EnumIds<Hurdle, 6> enum_ids(Hurdle) {
    return {{{Hurdle::none, "none"},
             {Hurdle::no_guideline, "no_guideline"},
             {Hurdle::refused, "refused"},
             {Hurdle::not_released, "not_released"},
             {Hurdle::uncovered, "uncovered"},
             {Hurdle::condition_missing, "condition_missing"}}};
}

// What the guideline demands before a request goes on, in the order in which people are told.
enum class Need {
    acknowledgement,     // the person has acknowledged the guideline that applies
    tester,              // the use case is in test, and the person is named for it
    registered_usecase,  // the use case is released for this data class
    pass,                // the person holds a valid KI-Pass
};

constexpr blueprint::EnumIds<Need, 4> enum_ids(Need) {
    return {{{Need::acknowledgement, "acknowledgement"},
             {Need::tester, "tester"},
             {Need::registered_usecase, "registered_usecase"},
             {Need::pass, "pass"}}};
}

struct Admission {
    Hurdle hurdle = Hurdle::no_guideline;
    policy::Decision decision;                  // of the guideline's rules, with the clause that decided
    std::vector<Need> missing;                  // all of them; not empty when the hurdle is condition_missing, else empty
    std::vector<blueprint::DataClass> instead;  // of a refusal: the classes that this person may use with this assistant

    [[nodiscard]] bool allowed() const { return hurdle == Hurdle::none; }
};

// What is known about the person, the use case and the engine.
struct Circumstances {
    usecases::Stage stage = usecases::Stage::idea;
    bool acknowledged = false;  // the guideline that applies
    bool tester = false;        // named for this use case; counts while it is in test
    int pass_level = 0;
    blueprint::EngineLocation engine = blueprint::EngineLocation::public_cloud;
};

// What the person lacks whatever the data and the engine are: acknowledgement, tester.
[[nodiscard]] std::vector<Need> needs_of_person(const Circumstances& circumstances);

using Decide = std::function<Result<policy::Decision>(const policy::Request&)>;

// A use case counts as registered for the data classes that its definition names.
[[nodiscard]] Result<Admission> admit(const blueprint::UseCase& usecase, blueprint::DataClass data, const Circumstances& circumstances,
                                      const Decide& decide);

}  // namespace kireise::assistant
