#pragma once
// Accounts of people who are known by somebody else: the town's directory or its identity provider. Such an account belongs to an identity
// (issuer, subject) that outlives a change of login or name. It has no password here, and its roles are those that the other side gives,
// renewed at every sign-in: whoever is gone there cannot come in here, and whoever leaves a group loses its rights.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "people/account_admin.h"

namespace kireise::people {

struct ExternalPerson {
    std::string issuer;   // "directory", or the issuer of an identity provider (OpenID Connect Core, section 2)
    std::string subject;  // never given to another person there, 1 to 255 bytes of UTF-8
    std::string login;    // wished for; changed as far as needed to be one of ours that is free
    std::string name;     // "" for the login
    Roles roles;
};

// What the other side calls a group, and the role that it brings.
using GroupRoles = std::vector<std::pair<std::string, Role>>;

// Roles that follow from the groups a person is in. Everybody has the role staff; but if a group is named for it, only those who are in one
// of the groups named here come in: forbidden for others.
[[nodiscard]] Result<Roles> roles_of_groups(const GroupRoles& mapping, const std::vector<std::string>& groups);

// What happens to an account that has the same login and no identity yet: it stays another person's, or it becomes this person's (its
// password goes). An administrator's account with a password always stays as it is, so that somebody can come in when the other side is
// down.
enum class SameLogin : std::uint8_t { another_person, the_same_person };

// The account of the identity; made at the first sign-in. forbidden when the account is blocked here. Audited: what changed.
[[nodiscard]] Result<Account> admit(store::Database& db, const Deed& deed, const ExternalPerson& person, SameLogin same_login);

// Whether an account signs in elsewhere.
[[nodiscard]] Result<bool> has_identity(store::Database& db, const std::string& account);

// "Jörg.Groß@halle.example" -> "joerg.gross"; "" when nothing is left of it.
[[nodiscard]] std::string login_from(std::string_view wished);

[[nodiscard]] store::Migrations identity_migrations();

}  // namespace kireise::people
