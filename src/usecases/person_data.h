#pragma once
// What the room holds about a person: for which test the person was named, and which decisions the person entered.

#include "people/person_data.h"

namespace kireise::usecases {

// The person is no tester any more; decisions stay, without the person.
[[nodiscard]] people::PersonData usecases_person_data();

}  // namespace kireise::usecases
