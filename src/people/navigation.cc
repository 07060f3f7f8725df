#include "people/navigation.h"

#include <array>

#include "people/participation_view.h"

namespace kireise::people {
namespace {

struct Entry {
    std::string_view group, section, href;
    Roles roles;
};

constexpr std::array entries{
    Entry{"journey", "journey", "/", signed_in},
    Entry{"journey", "participation", "/participation", participation_readers},
    Entry{"know", "survey", "/survey", signed_in},
    Entry{"know", "learning", "/learning", signed_in},
    Entry{"know", "pass", "/pass", signed_in},
    Entry{"decide", "guideline", "/guideline", signed_in},
    Entry{"decide", "usecases", "/usecases", signed_in},
    Entry{"decide", "tests", "/tests", signed_in},
    Entry{"use", "workstations", "/workstations", signed_in},
    Entry{"use", "verdicts", "/verdicts", signed_in},
    Entry{"use", "assistant", "/assistant", signed_in},
    Entry{"hand_on", "hand-on", "/hand-on", signed_in},
    Entry{"manage", "people", "/people", only(Role::admin)},
    Entry{"manage", "settings", "/settings", only(Role::admin)},
    Entry{"manage", "audit", "/audit", only(Role::data_protection, Role::staff_council, Role::admin)},
    Entry{"manage", "engine", "/engine", only(Role::admin, Role::it)},
    Entry{"manage", "jobs", "/jobs", only(Role::admin, Role::it)},
};

}  // namespace

Json navigation(const Context& context, std::string_view current) {
    auto groups = Json::array();
    if (!context.account) return groups;
    std::string_view open_group;
    for (const auto& entry : entries) {
        if (!context.account->roles.overlaps(entry.roles)) continue;
        if (entry.group != open_group) {
            groups.push_back({{"title", context.t("nav.group." + std::string(entry.group))}, {"entries", Json::array()}});
            open_group = entry.group;
        }
        groups.back()["entries"].push_back(
            {{"title", context.t("nav." + std::string(entry.section))}, {"href", entry.href}, {"current", entry.section == current}});
    }
    return groups;
}

}  // namespace kireise::people
