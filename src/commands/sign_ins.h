#pragma once
// Accounts that a command made, with their passwords, in a file that its owner alone can read.

#include <string>
#include <vector>

#include "people/accounts.h"
#include "people/town.h"

namespace kireise::commands {

struct SignIn {
    std::string role;  // for people: "coordination"
    std::string login;
    std::string password;
};

// Makes the accounts with random passwords and writes FOLDER/sign-ins.txt ("role TAB login TAB password" a line).
struct Person {
    std::string login, name, profile;
    std::vector<people::Role> roles;
};
[[nodiscard]] Result<> make_sign_ins(const people::Town& town, const std::vector<Person>& persons);

[[nodiscard]] std::string sign_in_file(const people::Town& town);
[[nodiscard]] Result<std::vector<SignIn>> read_sign_ins(const people::Town& town);

}  // namespace kireise::commands
