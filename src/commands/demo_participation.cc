#include "commands/demo.h"
#include "people/participation_view.h"

namespace kireise::commands {

using people::Role;

Result<> synthetic_consent(const Walk& walk, const people::Matter& matter, const std::string& title, Date day) {
    auto& town = walk.town;
    const auto* law = TRY(people::staff_council_law(town, walk.content));
    const auto coordination = TRY(demo_account(walk, Role::coordination)), council = TRY(demo_account(walk, Role::staff_council));
    const people::Deed asks{town.random(), town.now(), coordination.id}, answers{town.random(), town.now(), council.id};
    people::NewStep step{.day = Date{std::chrono::sys_days{day} - std::chrono::days{7}},
                         .text = walk.io.t("commands.demo.asked"),
                         .title = title,
                         .law = law == nullptr ? "" : law->id};
    return town.db().write([&](store::Connection& tx) -> Result<> {
        if (!TRY(people::participation_steps(tx, matter.kind, matter.object)).empty()) return {};
        const int seen = TRY(people::add_participation_step(tx, asks, matter, 0, step));
        step.state = people::ParticipationState::agreed;
        step.role = Role::staff_council;
        step.day = day;
        step.text = walk.io.t("commands.demo.consented");
        TRY(people::add_participation_step(tx, answers, matter, seen, step));
        return {};
    });
}

}  // namespace kireise::commands
