#pragma once
// sign-in.yaml in the folder of a town: how its people sign in besides a password of the portal (docs/operate/sign-in.md). Each town has
// its own, so that nobody of one town comes into another. Secrets stand in files or environment variables, which it names.

#include <filesystem>
#include <functional>
#include <string>

#include "people/sign_in_ways.h"

namespace kireise::people {

inline constexpr const char* sign_in_file_name = "sign-in.yaml";

using ReadVariable = std::function<std::string(const std::string& name)>;  // of the environment; "" when it is not set
[[nodiscard]] std::string environment_variable(const std::string& name);

// No ways when there is no such file. invalid, with file and line, for what is not as it should be; not_found for a missing secret file.
[[nodiscard]] Result<SignInWays> read_sign_in_ways(const std::filesystem::path& town_folder,
                                                   const ReadVariable& variable = environment_variable);

}  // namespace kireise::people
