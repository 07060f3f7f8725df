#pragma once
// Settings that are edited on a page: several at once, audited by their names, and never over somebody else's change.

#include <optional>
#include <string>
#include <string_view>

#include "people/deed.h"
#include "people/town.h"

namespace kireise::people {

// Stands for the values of these settings as they were when a form was filled with them.
[[nodiscard]] std::string settings_mark(const Settings& all, const Settings& named);

// Sets them together. `seen` is the mark of the form; conflict when somebody has changed one of these settings since. Nothing is noted when
// nothing changes; the audit trail keeps the names that changed, not the values.
[[nodiscard]] Result<> change_settings(const Town& town, const std::string& account, const Settings& values,
                                       const std::optional<std::string>& seen);

}  // namespace kireise::people
