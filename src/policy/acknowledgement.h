#pragma once
// Who has read the guideline that applies and keeps to it. The rows lie with the learner's data (learning_store.h), because the KI-Pass
// asks for the same: person, version of the guideline, day. A version names one adopted commit, so a new edition asks everybody again.

#include <optional>
#include <string>

#include "policy/adoption.h"

namespace kireise::policy {

// Doing it twice keeps the first day.
[[nodiscard]] Result<> acknowledge(const people::Town& town, const std::string& account, const Adopted& edition);

// The day of the person's acknowledgement of this edition.
[[nodiscard]] Result<std::optional<Date>> acknowledged_on(const people::Town& town, const std::string& account, const Adopted& edition);

// This edition, or one that was adopted later and is not in force yet: the page offers only the newest.
[[nodiscard]] Result<bool> has_acknowledged(const people::Town& town, const std::string& account, const Adopted& edition);

// A number only: nobody's names.
[[nodiscard]] Result<int> acknowledgements(const people::Town& town, const Adopted& edition);

}  // namespace kireise::policy
