#pragma once
// The end of every way to sign in.

#include <string>

#include "people/app.h"

namespace kireise::people {

// Only a path of our own; "/" for anything else: nobody is sent to another host by a prepared link.
[[nodiscard]] std::string safe_next(const std::string& next);

// Opens a session for the account and goes on to `next`.
[[nodiscard]] Result<net::Response> start_session(const Context& context, const std::string& account, const std::string& next);

}  // namespace kireise::people
