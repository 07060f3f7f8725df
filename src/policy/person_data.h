#pragma once
// What the room holds about a person: which version of the guideline the person put in force.

#include "people/person_data.h"

namespace kireise::policy {

// The adoption stays, without the person.
[[nodiscard]] people::PersonData policy_person_data();

}  // namespace kireise::policy
