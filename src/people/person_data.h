#pragma once
// What the rooms hold about a person. When an account is deleted, each room deletes (or makes anonymous) its part, in the same transaction.
// A room gives its PersonData beside its migrations and routes; the program hands all of them to signin_routes().

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace kireise::people {

struct PersonData {
    std::string_view room;
    std::function<Result<>(store::Connection& tx, const std::string& account)> forget;
};

using PersonRooms = std::shared_ptr<const std::vector<PersonData>>;  // null for none

}  // namespace kireise::people
