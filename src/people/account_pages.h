#pragma once
// Pages about accounts: the own one, setting a password with a code, the list of people, the import of staff, what is stored about
// somebody, the audit trail.

#include <optional>
#include <string>
#include <vector>

#include "people/account_admin.h"
#include "people/app.h"

namespace kireise::people {

[[nodiscard]] std::vector<Route> own_account_routes();
[[nodiscard]] std::vector<Route> invitation_routes();
[[nodiscard]] std::vector<Route> staff_import_routes();
[[nodiscard]] std::vector<Route> audit_routes();
[[nodiscard]] std::vector<Route> person_data_routes(const PersonRooms& rooms);
[[nodiscard]] std::vector<Route> account_admin_routes(PersonRooms rooms);

// What is wrong with the form's `password` and `repeat`, as a sentence; nullopt when nothing is.
[[nodiscard]] std::optional<std::string> chosen_password_problem(const Context& context, const Account& owner);

// "3 Minuten", "40 Sekunden": until an attempt is allowed again, rounded up.
[[nodiscard]] std::string waiting_text(const Context& context, Instant until);

}  // namespace kireise::people
