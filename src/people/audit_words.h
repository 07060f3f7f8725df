#pragma once
// Entries of the audit trail in words. Each room has the words for its own actions in its texts: "audit.action.wave.opened".

#include "people/app.h"
#include "people/audit.h"

namespace kireise::people {

// "Umfragerunde geöffnet"; the action itself when no room has words for it.
[[nodiscard]] std::string action_text(const Context& context, const std::string& action);

// "Person 3fa9c2d1": the beginning of the pseudonym, the same for the same person until the account is deleted.
[[nodiscard]] std::string actor_text(const Context& context, const std::string& actor);
// Long random ids are shortened.
[[nodiscard]] std::string object_text(const Context& context, const std::string& object);

// Names of settings, roles and stages in words; else as it is.
[[nodiscard]] std::string detail_text(const Context& context, const AuditEntry& entry);

}  // namespace kireise::people
