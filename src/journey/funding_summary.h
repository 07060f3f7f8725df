#pragma once
// The funding in short, for its own page and for the Reiseplan.

#include "base/json.h"
#include "journey/funding.h"
#include "people/app.h"

namespace kireise::journey {

[[nodiscard]] std::string due_text(const people::Context& context, const NextDue& due);

// {has_decision, state, badge, spent, granted, spent_text, spent_whole, granted_whole, next: {text, date, overdue} or false}
[[nodiscard]] Json funding_summary(const people::Context& context, const Funding& funding);

}  // namespace kireise::journey
