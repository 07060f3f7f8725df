#pragma once
// What a person does with the own account: see and end sessions, change the password.

#include <string>
#include <vector>

#include "people/account_admin.h"

namespace kireise::people {

struct OwnSession {
    std::string id;  // names the session without being its token
    Instant opened;
    Instant seen;  // to the hour
    bool current = false;
};

// Those that have not expired; the current one first, then the latest. `token` is that of the request.
[[nodiscard]] Result<std::vector<OwnSession>> own_sessions(store::Database& db, Instant now, const std::string& account,
                                                           const std::string& token);
// not_found when the account has no such session.
[[nodiscard]] Result<> end_own_session(store::Database& db, const Deed& deed, const std::string& session);
[[nodiscard]] Result<> end_other_sessions(store::Database& db, const Deed& deed, const std::string& token);

// All sessions but the one of the token end. The old password and the rules (password_rules.h) are the caller's to check.
[[nodiscard]] Result<> change_password(store::Database& db, const Deed& deed, const std::string& token, const std::string& password);

}  // namespace kireise::people
