#pragma once
// How people may sign in to a town besides a password of the portal.

#include <memory>

#include "people/directory.h"
#include "people/oidc.h"

namespace kireise::people {

struct SignInWays {
    std::shared_ptr<Directory> directory;  // null for none
    std::shared_ptr<Oidc> oidc;            // null for none
};

}  // namespace kireise::people
