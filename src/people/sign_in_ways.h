#pragma once
// How people may sign in to a town besides a password of the portal.

#include <memory>

#include "people/directory.h"

namespace kireise::people {

struct SignInWays {
    std::shared_ptr<Directory> directory;  // null for none
};

}  // namespace kireise::people
