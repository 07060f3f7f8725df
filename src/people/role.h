#pragma once
// Who may do what. A route names the roles that may use it; a person has one or more.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kireise::people {

enum class Role : std::uint8_t { staff, coordination, it, data_protection, staff_council, admin };

inline constexpr std::array all_roles{Role::staff, Role::coordination, Role::it, Role::data_protection, Role::staff_council, Role::admin};

// A set of roles, and whether people who are not signed in belong to it.
struct Roles {
    std::uint32_t bits = 0;

    [[nodiscard]] constexpr bool has(Role role) const { return (bits & (1U << static_cast<unsigned>(role))) != 0; }
    [[nodiscard]] constexpr bool overlaps(Roles other) const { return (bits & other.bits) != 0; }
    [[nodiscard]] constexpr Roles with(Role role) const { return {bits | (1U << static_cast<unsigned>(role))}; }
    friend constexpr bool operator==(Roles, Roles) = default;
};

template <class... R>
constexpr Roles only(R... roles) {
    return {((1U << static_cast<unsigned>(roles)) | ...)};
}

inline constexpr Roles signed_in = only(Role::staff, Role::coordination, Role::it, Role::data_protection, Role::staff_council, Role::admin);
inline constexpr Roles everyone{signed_in.bits | 0x8000'0000U};  // also without sign-in

[[nodiscard]] std::string_view id_of(Role role);  // "data-protection"
[[nodiscard]] std::optional<Role> parse_role(std::string_view id);
[[nodiscard]] std::string role_ids(Roles roles, std::string_view between = " ");  // "staff it"

}  // namespace kireise::people
