#pragma once
// Who does something, and when: what an entry of the audit trail needs besides what was done.

#include <string>

#include "base/clock.h"
#include "base/random.h"

namespace kireise::people {

struct Deed {
    const Random& random;
    Instant now;
    std::string actor;  // account; "" for the program itself (command line)
};

}  // namespace kireise::people
