#pragma once
// The KI-Pass: its conditions are data of the Blaupause; here is what they come to for one person.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "blueprint/learning_types.h"
#include "learning/learning_store.h"

namespace kireise::learning {

// What a person has done, as far as a pass asks for it.
struct Record {
    Completions completed;
    std::optional<int> announced;     // version of the guideline that the town has adopted; none: not adopted yet
    std::optional<int> acknowledged;  // by the person
};

enum class ConditionState {
    met,
    open,
    outdated,  // done, but too long ago or an older version of the guideline
    waiting    // the person can do nothing yet: the guideline is not adopted
};

struct Condition {
    std::string course;  // id; "" for the guideline
    ConditionState state = ConditionState::open;
    std::optional<Date> done;  // day of the quiz that counts
};

// A completed course counts for as long as the pass itself would be valid. The guideline must be acknowledged in its newest version.
[[nodiscard]] std::vector<Condition> conditions(const blueprint::Pass& pass, const Record& record, Date today);

[[nodiscard]] bool all_met(const std::vector<Condition>& conditions);

// The same day of a later month, or that month's last day when it is shorter.
[[nodiscard]] Date add_months(Date date, int months);

struct IssuedPass {
    std::string id;    // random
    std::string pass;  // "pass/basic"
    blueprint::Level level = 0;
    Date issued;
    Date valid_until;  // the last day on which it is valid

    [[nodiscard]] bool valid_on(Date day) const { return issued <= day && day <= valid_until; }
};

// Days before its end from which a pass can be renewed.
inline constexpr int renewal_days = 60;
[[nodiscard]] bool may_be_renewed(const IssuedPass& pass, Date today);

}  // namespace kireise::learning
