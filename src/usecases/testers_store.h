#pragma once
// Who may use a use case while it is "in test". The rows are needed for that only: they are deleted when the use case leaves that stage,
// and deleting one really deletes it (Database::purge_deleted).

#include <string>
#include <vector>

#include "base/clock.h"
#include "store/database.h"

namespace kireise::usecases {

// `usecase` is an id ("usecase/..."), `account` the random id of an account. Naming somebody twice changes nothing. conflict when the use
// case is not in test.
[[nodiscard]] Result<> name_tester(store::Database& db, const std::string& usecase, const std::string& account, Date today);

// Who was not named stays so.
[[nodiscard]] Result<> remove_tester(store::Database& db, const std::string& usecase, const std::string& account);

// Accounts, in the order in which they were named.
[[nodiscard]] Result<std::vector<std::string>> testers_of(store::Database& db, const std::string& usecase);

[[nodiscard]] Result<bool> is_tester(store::Database& db, const std::string& usecase, const std::string& account);

}  // namespace kireise::usecases
