#pragma once
// What the administration does with accounts. Each deed is audited in its own transaction. The last account that is admin and not blocked
// stays one: what would change that is refused with conflict. not_found for an unknown account.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "people/accounts.h"
#include "people/deed.h"
#include "people/person_data.h"

namespace kireise::people {

struct AccountState {
    Account account;
    bool blocked = false;
    bool has_password = false;
    std::optional<Instant> invited_until;  // a code that can still be used
};

struct AccountPage {
    std::vector<AccountState> accounts;  // by login
    std::int64_t found = 0;              // on all pages
};

inline constexpr int accounts_per_page = 50;

// `search` in login and name; "" finds all. `page` counts from 0.
[[nodiscard]] Result<AccountPage> find_accounts(store::Database& db, Instant now, std::string_view search, int page);
[[nodiscard]] Result<AccountState> account_state(store::Database& db, Instant now, const std::string& id);

struct Invited {
    std::string account;  // id
    std::string code;     // people/invitation.h; shown once
};

struct NewPerson {
    std::string login, name, profile;
    Roles roles;
};

// Without a password: the code is for choosing one. invalid for a bad login or name, conflict when the login exists.
[[nodiscard]] Result<Invited> create_invited(store::Database& db, const Deed& deed, const NewPerson& person);

// The same as a part of a longer transaction; not audited there.
[[nodiscard]] Result<Invited> create_invited(store::Connection& tx, const Deed& deed, const NewPerson& person);

// A new code instead of an older one. The password, if there is one, works until the code is used. conflict for an account that signs in
// elsewhere (external_identity.h).
[[nodiscard]] Result<std::string> invite_again(store::Database& db, const Deed& deed, const std::string& id);

// With `seen` conflict when the roles are not these any more.
[[nodiscard]] Result<> change_roles(store::Database& db, const Deed& deed, const std::string& id, Roles roles,
                                    const std::optional<Roles>& seen = std::nullopt);
// Blocked: no sign-in, and what is signed in ends.
[[nodiscard]] Result<> set_blocked(store::Database& db, const Deed& deed, const std::string& id, bool blocked);
[[nodiscard]] Result<> end_sessions_of(store::Database& db, const Deed& deed, const std::string& id);
// The audit trail keeps the deeds, but nobody can tell any more whose they were.
[[nodiscard]] Result<> delete_account(store::Database& db, const Deed& deed, const std::string& id, const PersonRooms& rooms);

}  // namespace kireise::people
