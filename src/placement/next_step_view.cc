#include "placement/next_step_view.h"

#include <fmt/core.h>

#include "base/text.h"
#include "people/texts.h"

namespace kireise::placement {
namespace {

using people::Context;
using people::Role;
using people::Roles;

struct Task {
    std::string href;     // "" where it is not done in the portal
    Roles roles;          // whose task it is
    std::string_view by;  // last part of the key placement.by.*; "" for everybody's and nobody's
};

Task measuring() { return {"/workstations#how-title", people::only(Role::coordination, Role::it), "measurers"}; }

Task task_of(const Verdict& verdict) {
    const std::string slug(slug_of(verdict.usecase));
    switch (verdict.next) {
        case NextStep::pilot: return {"/usecases/" + slug + "#stage", people::only(Role::coordination), "coordination"};
        case NextStep::settle_gates:
            return {"/usecases/" + slug + "#gates-title", people::only(Role::coordination, Role::data_protection, Role::staff_council),
                    "deciders"};
        case NextStep::bigger:
        case NextStep::measure_pc:
        case NextStep::measure_again: return measuring();
        case NextStep::test: return {"/tests#test-" + slug, people::only(Role::coordination, Role::it), "measurers"};
        case NextStep::improve: return {"/tests/" + verdict.quality.run, people::signed_in, ""};
        case NextStep::set_up_model: return {"", people::only(Role::it), "it"};
        case NextStep::write_cases: return {"", people::only(Role::coordination), "writers"};
        case NextStep::wait: return {"", people::signed_in, ""};
    }
    return {};
}

}  // namespace

Json next_step_data(const Context& context, const Verdict& verdict) {
    const auto task = task_of(verdict);
    const std::string id(blueprint::to_id(verdict.next));
    const bool here = !task.href.empty() && context.account->roles.overlaps(task.roles);
    const bool say_who = !here && !task.by.empty();
    return {{"text", context.t("placement.next." + id)},
            {"explain", people::fill(context.t("placement.next_explain." + id), {{"slug", std::string(slug_of(verdict.usecase))}})},
            {"href", here ? task.href : ""},
            {"who", say_who ? context.t(fmt::format("placement.by.{}", task.by)) : ""}};
}

}  // namespace kireise::placement
