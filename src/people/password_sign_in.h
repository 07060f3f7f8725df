#pragma once
// Sign-in with a login and a password: by the account's own password, else by the town's directory.

#include <cstdint>
#include <string>
#include <variant>

#include "people/sign_in_ways.h"
#include "people/town.h"

namespace kireise::people {

enum class Refusal : std::uint8_t {
    wrong,         // login or password
    blocked,       // here
    no_group,      // the directory knows the person, but in no group that may use the portal
    no_directory,  // it does not answer, or its settings are wrong (the log says what); accounts with a password still work
};

// An account that has a password of its own is never asked for at the directory, unless the settings say that the same login is the same
// person; an administrator's never.
[[nodiscard]] Result<std::variant<Account, Refusal>> sign_in_by_password(const Town& town, const SignInWays& ways, const std::string& login,
                                                                         const std::string& password);

}  // namespace kireise::people
