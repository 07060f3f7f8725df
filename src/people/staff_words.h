#pragma once
// How staff lists name profiles and roles: by id ("profile/clerk", "clerk"), by their title in the content, by the words of the interface
// in both languages.

#include "blueprint/snapshot.h"
#include "people/staff_import.h"

namespace kireise::people {

[[nodiscard]] Result<StaffWords> staff_words(const blueprint::Snapshot& content);

}  // namespace kireise::people
