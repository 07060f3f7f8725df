#pragma once
// Which passwords a person may choose: 10 to 200 characters, not made of the own login or name, nor of words that everybody tries first
// (ui/data/common_passwords.txt), with or without digits and signs around them. No rules about kinds of characters and no expiry (BSI
// ORP.4.A8 and NIST SP 800-63B 3.1.1.2 advise against both).

#include <optional>
#include <string_view>

#include "people/accounts.h"

namespace kireise::people {

enum class PasswordProblem { too_short, too_long, own_name, common };

[[nodiscard]] std::string_view id_of(PasswordProblem problem);  // "too_short"

[[nodiscard]] std::optional<PasswordProblem> password_problem(std::string_view password, const Account& owner);

}  // namespace kireise::people
