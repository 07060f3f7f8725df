#pragma once
// How states of the plan are said on pages.

#include <string>

#include "base/json.h"
#include "journey/plan.h"
#include "people/app.h"

namespace kireise::journey {

[[nodiscard]] std::string evidence_text(const people::Texts& texts, const PlannedDeliverable& deliverable);
[[nodiscard]] std::string state_key(const PlannedDeliverable& deliverable);  // "open" "started" "done" "overdue"
[[nodiscard]] std::string badge_of(std::string_view state_key);              // KERN badge: info, warning, success, danger
[[nodiscard]] std::string room_of(blueprint::EvidenceKind kind);             // where to work on it; "" for a document

// title, why, href, due, until ("bis DATE"), overdue, state, state_text, badge, evidence, action
[[nodiscard]] Json deliverable_data(const people::Context& context, const PlannedDeliverable& deliverable);

}  // namespace kireise::journey
