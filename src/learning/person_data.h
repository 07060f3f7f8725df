#pragma once
// What the room holds about a person: saved levels, progress, quiz results, acknowledgements, passes.

#include "people/person_data.h"

namespace kireise::learning {

// Everything goes with the person.
[[nodiscard]] people::PersonData learning_person_data();

}  // namespace kireise::learning
