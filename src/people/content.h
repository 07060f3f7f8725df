#pragma once
// What every town starts with.

#include <vector>

#include "blueprint/tree.h"
#include "store/migrations.h"

namespace kireise::people {

[[nodiscard]] blueprint::Tree built_in_content();  // the Blaupause inside the program
[[nodiscard]] std::vector<store::Migrations> people_migrations();

}  // namespace kireise::people
