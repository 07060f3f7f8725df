#pragma once
// Files that people send and get back.

#include <string>

#include "net/http.h"

namespace kireise::people {

// Only the last part of what the browser sent, without anything that could be a path or a control character.
[[nodiscard]] std::string clean_file_name(std::string name);

// For saving under its own name, never for showing in the browser.
[[nodiscard]] net::Response file_answer(std::string bytes, const std::string& file_name);

}  // namespace kireise::people
