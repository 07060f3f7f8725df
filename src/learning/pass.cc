#include "learning/pass.h"

#include <algorithm>

namespace kireise::learning {
namespace {

Condition course_condition(const blueprint::Pass& pass, const std::string& course, const Record& record, Date today) {
    const auto found = record.completed.find(course);
    if (found == record.completed.end()) return {course, ConditionState::open, {}};
    const bool fresh = today <= add_months(found->second, pass.valid_months);
    return {course, fresh ? ConditionState::met : ConditionState::outdated, found->second};
}

ConditionState guideline_state(const Record& record) {
    if (!record.announced) return ConditionState::waiting;
    if (!record.acknowledged) return ConditionState::open;
    return *record.acknowledged >= *record.announced ? ConditionState::met : ConditionState::outdated;
}

}  // namespace

std::vector<Condition> conditions(const blueprint::Pass& pass, const Record& record, Date today) {
    std::vector<Condition> out;
    for (const auto& course : pass.courses) out.push_back(course_condition(pass, course, record, today));
    if (pass.acknowledge_guideline) out.push_back({"", guideline_state(record), {}});
    return out;
}

bool all_met(const std::vector<Condition>& conditions) {
    return std::ranges::all_of(conditions, [](const Condition& condition) { return condition.state == ConditionState::met; });
}

Date add_months(Date date, int months) {
    const Date moved = date + std::chrono::months{months};
    return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

bool may_be_renewed(const IssuedPass& pass, Date today) {
    return std::chrono::sys_days{today} + std::chrono::days{renewal_days} >= std::chrono::sys_days{pass.valid_until};
}

}  // namespace kireise::learning
