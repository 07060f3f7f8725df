#include "people/role.h"

namespace kireise::people {

std::string_view id_of(Role role) {
    switch (role) {
        case Role::staff: return "staff";
        case Role::coordination: return "coordination";
        case Role::it: return "it";
        case Role::data_protection: return "data-protection";
        case Role::staff_council: return "staff-council";
        case Role::admin: return "admin";
    }
    return "";
}

std::optional<Role> parse_role(std::string_view id) {
    for (const auto role : all_roles) {
        if (id_of(role) == id) return role;
    }
    return std::nullopt;
}

std::string role_ids(Roles roles, std::string_view between) {
    std::string ids;
    for (const auto role : all_roles) {
        if (!roles.has(role)) continue;
        if (!ids.empty()) ids += between;
        ids += id_of(role);
    }
    return ids;
}

}  // namespace kireise::people
