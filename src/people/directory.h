#pragma once
// Sign-in by the town's directory (LDAP, Active Directory): a service account looks the person up, then the person's own password is tried.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "people/external_identity.h"
#include "people/ldap_connection.h"

namespace kireise::people {

inline constexpr std::string_view directory_issuer = "directory";  // of the identities: a town has one directory

struct DirectorySettings {
    LdapServer server;
    std::string bind_dn, bind_password;  // service account that may read people and groups
    std::string base;                    // DN below which people are found
    std::string filter = "(&(objectClass=inetOrgPerson)(uid={login}))";
    std::string subject = "entryUUID";  // attribute that never changes nor moves to another person; Active Directory: objectGUID
    std::string login = "uid";          // Active Directory: sAMAccountName
    std::string name = "cn";            // shown; Active Directory: displayName
    GroupRoles groups;                  // DN of a group -> role
    bool nested_groups = false;         // also members of groups in the group; only Active Directory can tell
    SameLogin same_login = SameLogin::another_person;
};

[[nodiscard]] Result<> check_directory(const DirectorySettings& settings);  // invalid, as a sentence

struct DirectoryPerson {
    std::string dn, subject, login, name;
    std::vector<std::string> groups;  // of those that the settings name
};

// Filter that finds the person's entry when the person is in the group, also through other groups ([MS-ADTS] 3.1.1.3.4.4,
// LDAP_MATCHING_RULE_TRANSITIVE_EVAL, also known as LDAP_MATCHING_RULE_IN_CHAIN).
[[nodiscard]] std::string nested_member_filter(std::string_view group_dn);
// Filter that finds the group's entry when the person is in it.
[[nodiscard]] std::string member_filter(std::string_view person_dn, std::string_view login);

class Directory {
   public:
    explicit Directory(DirectorySettings settings);
    ~Directory();

    // Who would sign in with this login; nullopt when nobody. invalid when the filter finds several; unavailable.
    [[nodiscard]] Result<std::optional<DirectoryPerson>> find(const std::string& login);

    // unauthenticated for an unknown login, a wrong and an empty password; forbidden for a person in none of the needed groups; unavailable
    // when the directory does not answer; busy when too many sign-ins wait for it.
    [[nodiscard]] Result<ExternalPerson> sign_in(const std::string& login, const std::string& password);

    [[nodiscard]] const DirectorySettings& settings() const { return settings_; }

   private:
    struct Places;

    [[nodiscard]] Result<> become_service(LdapConnection& connection) const;
    [[nodiscard]] Result<std::optional<DirectoryPerson>> look_up(LdapConnection& connection, const std::string& login) const;
    [[nodiscard]] Result<std::vector<std::string>> groups_of(LdapConnection& connection, const DirectoryPerson& person) const;

    DirectorySettings settings_;
    std::unique_ptr<Places> places_;
};

}  // namespace kireise::people
