#pragma once

#include <vector>

#include "people/app.h"
#include "people/person_data.h"
#include "people/sign_in_ways.h"

namespace kireise::people {

// Sign-in, sign-out, language, the built-in styles and scripts, and the pages about accounts (account_pages.h). `rooms` say what they hold
// about a person, `ways` how people sign in besides a password of the portal.
[[nodiscard]] std::vector<Route> signin_routes(const PersonRooms& rooms = nullptr, const SignInWays& ways = {});

}  // namespace kireise::people
